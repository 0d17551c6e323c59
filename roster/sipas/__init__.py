"""Sampling of citizens for SIPAS: frame, sizes, designs, selection, the sealed draw.

Pure rules: knows frames and designs, nothing of files, databases or doors. No floating-point number decides
who is drawn, so that a draw comes out the same on every machine.
"""
