"""The list leaves the house: frozen with its documents, checked later, continued by addenda and ticks."""
