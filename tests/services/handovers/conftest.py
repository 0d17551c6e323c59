"""A new store for each test, as for the other services."""

from tests.services.conftest import plan as plan
from tests.services.conftest import session as session
from tests.store.conftest import database as database
from tests.store.conftest import url as url
