"""Makes the folder with which an office installs `roster` without a network. No part of the product."""
