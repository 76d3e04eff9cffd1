"""Mappings that were loaded with, kept so that next month's extract needs no answers
again.

`<home>/mappings/<dataset>.toml` is what was last said of the extracts of a dataset. A
line counts where a file has its header, so an extract that has changed is asked about
what is new alone.
"""

from dataclasses import replace
from pathlib import Path

from analytics.extract.fields import mapping_files
from analytics.extract.fields.mapping import Mapping
from analytics.store.home import OWNERS_ALONE, check_name, home, write_whole

FOLDER = "mappings"


def place(dataset: str, root: Path | None = None) -> Path:
    """The file in which a dataset's mapping is kept, whether it is there or not."""
    return (Path(root) if root else home()) / FOLDER / f"{check_name(dataset)}.toml"


def kept(dataset: str | None, root: Path | None = None) -> Mapping:
    """The mapping kept for a dataset; one that says nothing if there is none.

    Raises InputError if somebody wrote into the file what cannot be.
    """
    if not dataset or not place(dataset, root).is_file():
        return Mapping()
    return replace(
        mapping_files.read(place(dataset, root)),
        origin=f"The mapping kept for {dataset}",
    )


def keep(dataset: str, said: Mapping, root: Path | None = None) -> Path | None:
    """Keep a mapping for the next load of a dataset, by one atomic rename. None: it
    says nothing."""
    if not said:
        return None
    file = place(dataset, root)
    file.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    write_whole(file, said.to_toml())
    return file


def forget(dataset: str, root: Path | None = None) -> None:
    """Keep no mapping for a dataset any more."""
    place(dataset, root).unlink(missing_ok=True)
