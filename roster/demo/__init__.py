"""The invented province: about thirty files as thirty offices would write them, and the truth about them.

Everybody in it is invented. Import from here: `invent`, then `write`.
"""

from roster.demo.province import DEFAULT_SEED as DEFAULT_SEED
from roster.demo.province import Province as Province
from roster.demo.province import invent as invent
from roster.demo.writing import frame_path as frame_path
from roster.demo.writing import truth_path as truth_path
from roster.demo.writing import write as write
