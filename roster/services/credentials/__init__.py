"""Who signs in: accounts and their rights, the proofs of who somebody is, signed-in browsers."""
