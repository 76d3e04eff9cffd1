"""Versions of a dataset other than the live one: found by fingerprint, opened, set in
order."""

import re
from contextlib import suppress
from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.errors import InputError, Problem
from analytics.store import intact
from analytics.store.dataset import Dataset
from analytics.store.home import home, live_folder, versions
from analytics.store.manifest import Manifest

PREFIX = re.compile(r"[0-9a-f]{4,64}")


def readable(name: str, root: Path | None = None) -> dict[str, Manifest]:
    """Versions that today's code can read, with their manifests, newest first.

    A version written under another contract has other columns, so it is passed over,
    and so is one whose record is damaged.
    """
    folder = (root or home()) / name
    found = {}
    for version in versions(name, root):
        with suppress(OSError, ValueError, KeyError, TypeError):
            found[version] = Manifest.read(folder / version)
    newest = sorted(found, key=lambda v: (found[v].created, v), reverse=True)
    return {
        v: found[v] for v in newest if found[v].contract_version == CONTRACT_VERSION
    }


def version_with(
    name: str, fingerprint_prefix: str, root: Path | None = None
) -> str | None:
    """The version of a dataset whose fingerprint starts so, if it is still there; else
    None.

    A prefix has 4 hexadecimal digits or more. Of several versions of equal contents the
    live one is given, else the newest.
    """
    if not PREFIX.fullmatch(fingerprint_prefix or ""):
        return None
    fitting = [
        version
        for version, manifest in readable(name, root).items()
        if manifest.fingerprint.startswith(fingerprint_prefix)
    ]
    if not fitting:
        return None
    live = live_folder(name, root).name
    return live if live in fitting else fitting[0]


def open_version(name: str, version: str, root: Path | None = None) -> Dataset:
    """One version of a dataset, live or not; raises InputError if it is not there or
    unreadable, DamagedVersion if it is not as it was written."""
    if version not in readable(name, root):
        raise InputError(
            Problem(
                rule="version_unknown",
                found=f"Dataset {name!r} has no version {version!r} that can be read.",
                remedy="Versions: " + (", ".join(readable(name, root)) or "none") + ".",
            )
        )
    folder = (root or home()) / name / version
    return Dataset(name, folder, intact.opened(name, folder, root))


def version_before(dataset: Dataset) -> str | None:
    """The version loaded last before this one that has other contents; None if there is
    none."""
    for version, manifest in readable(dataset.name, dataset.folder.parents[1]).items():
        older = (manifest.created, version) < (
            dataset.manifest.created,
            dataset.folder.name,
        )
        if older and manifest.fingerprint != dataset.fingerprint:
            return version
    return None
