"""The web: pages in Vietnamese or English over the same services as the command line.

Nothing leaves the machine: styles are served from here, and the pages need no script.
"""

from web.app import create_app
from web.serving import serve

__all__ = ["create_app", "serve"]
