"""The web: pages in Vietnamese or English over the same services as the command line.

Nothing leaves the machine: styles and scripts are served from here, and every form works without a script.
"""

from web.app import create_app
from web.first_start import link as first_link
from web.serving import front, get_ready, listen, root, settle

__all__ = ["create_app", "first_link", "front", "get_ready", "listen", "root", "settle"]
