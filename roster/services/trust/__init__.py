"""Proof that nothing was lost: copies of everything, putting them back, and looking whether all is whole."""
