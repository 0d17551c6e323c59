#!/bin/sh
# Finds a Python that fits and lets it install. Exit codes: 0 installed, 1 failed, 2 no Python fits.
cd "$(dirname "$0")" || exit 1

for python in python3.13 python3.12 python3.11 python3; do
  "$python" -c "" >/dev/null 2>&1 || continue
  "$python" cai_dat.py
  code=$?
  [ "$code" -eq 2 ] || exit "$code"
done
echo
cat DOC-TRUOC.txt
exit 2
