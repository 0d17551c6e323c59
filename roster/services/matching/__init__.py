"""What the stored comparison rests on, and how it is kept up to date, whole or in part."""
