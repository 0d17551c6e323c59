"""`python -m roster`: the command where its script is not on the path."""

import sys

from roster.cli import main

sys.exit(main())
