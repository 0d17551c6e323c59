"""What happens in sampling citizens for SIPAS: one function each."""
