"""The fixtures of the services."""

from tests.services.conftest import database as database
from tests.services.conftest import plan as plan
from tests.services.conftest import session as session
from tests.services.conftest import url as url
