"""Where the documents of scoring lie, and what of them could be packed now.

Knows the folder beside the database; what is packed is the services' matter.
"""

from pathlib import Path

from roster import settings
from roster.errors import UserError, UserErrors
from roster.services.scoring import documents, package
from roster.services.scoring.package import Package
from scoring.assessment.model import Assessment
from web import house


def folder() -> Path:
    """Of the documents handed in: beside the database, for one on a server in the user's data folder."""
    return (house.current().database.folder or settings.user_data_dir()) / documents.FOLDER


def packed(year: Assessment) -> tuple[Package | None, tuple[UserError, ...]]:
    """What would be packed; or None and why it cannot be."""
    here = house.current()
    try:
        return package.of_year(year, folder(), plan=here.plan, today=here.today()), ()
    except UserError as refusal:
        return None, (refusal,)
    except UserErrors as refusals:
        return None, tuple(one for one in refusals.exceptions if isinstance(one, UserError))
