"""Files put beside the dashboard to be loaded, those too large for the page: `inbox` in
the data home, and in the folder of each who keeps things there."""

from contextlib import suppress
from pathlib import Path

from analytics.store.home import OWNERS_ALONE
from analytics.store.kept.keepers import Keeper

FOLDER = "inbox"


def inbox(keeper: Keeper, root: Path | None = None) -> Path:
    """A keeper's folder; it is made where it can be, and a home that is read-only has
    none."""
    folder = keeper.place(root) / FOLDER
    with suppress(OSError):
        keeper.make_place(root)
        folder.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    return folder
