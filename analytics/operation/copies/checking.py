"""What speaks against putting a backup back, whether what was read of it is what was
copied, and what somebody should know afterwards."""

from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.extract.disk_space import free
from analytics.extract.people import identity
from analytics.operation.copies.archive import Index
from analytics.operation.home_setup import RESTORING
from analytics.store import intact
from analytics.store.audit import log
from analytics.store.kept.inbox import FOLDER as INBOX
from analytics.worklist import backup as worklist
from analytics.worklist import database

STAYS = (INBOX,)  # not in a backup, so it is left where it is


def refuse(
    index: Index,
    file: Path,
    root: Path,
    replace: bool,
    key: bytes | None,
    known: bytes | None,
) -> None:
    """Raises InputError with all that speaks against it."""
    faults = []
    if not replace and (there := replaced(root)):
        faults.append(
            Problem(
                "home_not_empty",
                f"There is something in the data home ({root}): {listed(there[:5])}.",
                "Name an empty one. Or say that it is to be replaced: what is there is "
                "then kept aside.",
                flag="--replace says so.",
            )
        )
    others = {n: c for n, c in index.contracts.items() if c != CONTRACT_VERSION}
    if others:
        faults.append(
            Problem(
                "backup_of_another_contract",
                "Another version of the dashboard loaded "
                f"{listed(sorted(others))}, and this one could not show them.",
                "Put it back with the version that made it, then load the extracts "
                "again with this one.",
                file=file.name,
            )
        )
    if index.key and known is not None and identity.fingerprint(known) != index.key:
        faults.append(
            Problem(
                "key_changed",
                "The key "
                + ("given" if key else "of this data home")
                + " is another than made the pseudonyms of the backup.",
                "Give the key that was kept with it.",
                flag="--key-from FILE gives it.",
            )
        )
    if free(root) < index.bytes:
        faults.append(
            Problem(
                "disk_full",
                f"The backup takes {index.bytes / 1e6:,.0f} MB, and the disk has "
                f"{free(root) / 1e6:,.0f} MB left.",
                "Free some space.",
            )
        )
    if faults:
        raise InputError(faults)


def replaced(root: Path) -> list[str]:
    """What of a home a backup would replace."""
    found = sorted(one.name for one in root.iterdir())
    hidden = [RESTORING] if RESTORING in found else []
    return hidden + [n for n in found if not n.startswith(".") and n not in STAYS]


def verify(index: Index, place: Path, name: str) -> None:
    """Raises InputError where what was read is not what was copied."""
    wrong = [
        f"{dataset}, version {version}: {what}"
        for dataset, versions in index.versions.items()
        for version in versions
        if (what := intact.damage_of(place / dataset / version))
    ]
    record = log.recorded(place)
    if record.hash != index.record or (index.whole and record.changed):
        wrong.append("the record of who did what is another")
    if index.decisions and worklist.whole(place / database.FILE) != index.decisions:
        wrong.append("the worklist has other decisions")
    if wrong:
        raise InputError(
            Problem(
                "backup_broken",
                f"What is in the backup is not whole: {'; '.join(wrong)}. Nothing was "
                "changed.",
                "Use another copy.",
                file=name,
            )
        )


def told(index: Index, known: bytes | None) -> list[Problem]:
    """What is to be done elsewhere, now that a backup was put back."""
    found = []
    if index.key and known is None:
        found.append(
            Problem(
                "key_missing",
                "The key of the pseudonyms is not here: what was put back can be "
                "looked at, and nothing can be loaded into it.",
                "Put the key back: the file .key of the data home, or "
                f"{identity.SETTING}.",
                stops=False,
            )
        )
    if index.decisions is None:
        found.append(
            Problem(
                "worklist_on_a_server",
                "The worklist was on a database server and is not in the backup.",
                "Put that back there, from the same day (for PostgreSQL: pg_restore).",
                stops=False,
            )
        )
    return found
