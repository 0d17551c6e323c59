"""One module per kind of file, each `read(data) -> sheets`; they run inside the parsing child only.

They know what the file says and how it is wrapped; they know nothing of people, plans or headers.
"""
