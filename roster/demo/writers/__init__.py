"""One writer per file format; each puts a document's pages into a file the way office programs do."""
