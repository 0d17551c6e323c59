"""One small program for each peer, run by the Python of the peer's own environment.

Each reads cleaned values (`benchmarks.linkage.cleaned`) and writes `pairs.npz` (left, right, score: rows and
the peer's own score) and `clusters.npz` (cluster of each row). None knows the truth, but for `labels`.
"""
