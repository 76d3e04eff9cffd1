"""Which forms besides a plain table a canonical table may come in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analytics.definitions.services.tables import POSTCODES, SERVICES
from analytics.errors import Problem
from analytics.extract.directories import open_referral, postcode_files

Made = tuple[Path, list[Problem]]


@dataclass(frozen=True)
class Form:
    """fits(path): whether a file or folder is of the form. as_table(path, name,
    workspace): a CSV of the canonical columns made of it, and what is to be told of it.
    Raises InputError where nothing can be made."""

    fits: Callable[[Path], bool]
    as_table: Callable[[Path, str, Path], Made]


FORMS = {
    SERVICES.name: Form(open_referral.fits, open_referral.as_table),
    POSTCODES.name: Form(postcode_files.fits, postcode_files.as_table),
}


def form_of(table: str, path: Path) -> Form | None:
    """The form in which a file or folder holds a canonical table; None where it is a
    plain table, or files that are read one by one."""
    form = FORMS.get(table)
    return form if form and path.exists() and form.fits(path) else None
