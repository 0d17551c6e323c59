"""What linking costs and how well it links, beside its peers, on invented people whose truth is known."""
