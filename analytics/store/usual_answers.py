"""Answers to the usual questions, kept beside the version of a dataset they are of: the
first page opens without counting millions of rows anew.

Only what is asked without any filter is kept, or of one ICB, place or PCN: these are
few. An answer is of a version, whose contents never change, and of this code: after an
update it is worked out again, and what the code before kept is removed. A file is
believed only with the seal of this data home, since reading a pickle runs it, and a
dataset may have come from somebody else.
"""

import hashlib
import hmac
import io
import os
import pickle
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from analytics.definitions.event_kinds import EventKind, kinds
from analytics.definitions.filters import Filters
from analytics.store.dataset import Dataset

T = TypeVar("T")
FOLDER = "usual_answers"  # below the version
OF_CODE = 12  # letters that the folder below, of one code's answers, is called by
SEAL_FILE = ".seal"  # in the data home, its owner's alone
SEAL = hashlib.sha256().digest_size
CODE = Path(__file__).resolve().parents[1]
# What answers are worked out with besides our own code: another version may differ.
WITH = ("duckdb", "ibis-framework", "numpy", "pandas", "scikit-learn", "scipy")
PLAIN = (str, int, float, bool, date, type(None))


M = TypeVar("M", bound=Callable[..., Any])
NOWHERE = "kept_nowhere"


def kept_nowhere(measure: M) -> M:
    """Marks a measure whose answers are not to be written down: they are about where
    somebody may live, or true on one day alone."""
    setattr(measure, NOWHERE, True)
    return measure


def kept(
    measure: Callable[..., T], dataset: Dataset, filters: Filters, *more: object
) -> T:
    """`measure(dataset, filters, *more)`; from the version's own folder where it is a
    usual question that was asked before, else worked out, and kept if it is usual."""
    name = _file_name(measure, dataset, filters, more)
    if name is None:
        return measure(dataset, filters, *more)
    file = dataset.folder / FOLDER / _code()[:OF_CODE] / name
    if (found := _read(file)) is not None:
        answer: T = found[0]
        return answer
    answer = measure(dataset, filters, *more)
    with suppress(OSError):  # a full or locked disk: it is worked out again next time
        _write(file, (answer,))
    return answer


def _file_name(
    measure: Callable[..., Any],
    dataset: Dataset,
    filters: Filters,
    more: tuple[object, ...],
) -> str | None:
    """A name that stands for a usual question, the code that answers it and the data;
    None for one that is not kept."""
    if getattr(measure, NOWHERE, False):
        return None
    if not _usual(dataset, filters):
        return None
    asked = [f"{measure.__module__}.{measure.__qualname__}", *map(_told, more)]
    if None in asked:
        return None
    # The day that is usual is that of the data: to choose it is to ask the same.
    where = filters.without("as_at").chosen
    about = [dataset.fingerprint, str(where), _code(), *map(str, asked)]
    return hashlib.sha256("\n".join(about).encode()).hexdigest()[:32]


def _usual(dataset: Dataset, filters: Filters) -> bool:
    if filters.as_at is not None and (
        not dataset.kinds_with_rule or filters.as_at != dataset.default_as_at
    ):
        return False
    return not filters.without("as_at").chosen or filters.of_one_group


def _told(value: object) -> str | None:
    """A value as text that is the same in every process; None where there is none."""
    if isinstance(value, PLAIN):
        return repr(value)
    if isinstance(value, tuple):
        parts = [_told(one) for one in value]
        return None if None in parts else f"({', '.join(map(str, parts))})"
    if slug := getattr(value, "slug", ""):
        return str(slug)
    if fields := getattr(value, "__dataclass_fields__", None):
        return _told(tuple(getattr(value, name) for name in fields))
    return None


@lru_cache(maxsize=1)
def _code() -> str:
    """What the code that answers is known by: its files, Python and the libraries."""
    libraries = [(one, version(one)) for one in WITH]
    known_by = hashlib.sha256(f"{sys.version} {libraries}".encode())
    for file in sorted(CODE.rglob("*")):
        if file.suffix in (".py", ".toml", ".csv"):
            known_by.update(str(file.relative_to(CODE)).encode() + file.read_bytes())
    return known_by.hexdigest()


class _Writer(pickle.Pickler):
    """Writes a kind of event by its slug: it is what the code says it is."""

    def persistent_id(self, value: object) -> str | None:
        return value.slug if isinstance(value, EventKind) else None


class _Reader(pickle.Unpickler):
    def persistent_load(self, slug: str) -> EventKind:
        return next(kind for kind in kinds() if kind.slug == slug)


def _read(file: Path) -> tuple[Any] | None:
    """What a file holds; None where there is none, or none that this home sealed."""
    try:
        whole = file.read_bytes()
        secret = (_home(file) / SEAL_FILE).read_bytes()
    except OSError:
        return None
    seal, held = whole[:SEAL], whole[SEAL:]
    if not hmac.compare_digest(seal, _sealed(secret, file.name, held)):
        return None
    found: tuple[Any] = _Reader(io.BytesIO(held)).load()
    return found


def _write(file: Path, what: tuple[object]) -> None:
    out = io.BytesIO()
    _Writer(out).dump(what)
    held = out.getvalue()
    _make_room(file.parent)
    seal = _sealed(sealing(_home(file)), file.name, held)
    descriptor, beside = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "wb") as beside_it:
        beside_it.write(seal + held)
    os.replace(beside, file)


def _make_room(own: Path) -> None:
    """Make the folder of this code's answers; what stands beside it is of other code,
    and nobody asks for it."""
    own.parent.mkdir(mode=0o700, exist_ok=True)
    if own.is_dir():
        return
    own.mkdir(mode=0o700, exist_ok=True)
    for other in own.parent.iterdir():
        if other.is_file():
            other.unlink(missing_ok=True)
        elif other != own:
            shutil.rmtree(other, ignore_errors=True)


def _sealed(secret: bytes, name: str, held: bytes) -> bytes:
    return hmac.digest(secret, name.encode() + held, "sha256")


def sealing(home: Path) -> bytes:
    """The home's seal; made on first use, and never replaced."""
    place = home / SEAL_FILE
    if not place.exists():
        with tempfile.NamedTemporaryFile(dir=home) as beside:
            beside.write(secrets.token_bytes(32))
            beside.flush()
            with suppress(FileExistsError):
                os.link(beside.name, place)
    return place.read_bytes()


def _home(file: Path) -> Path:
    return file.parents[4]  # home / dataset / version / FOLDER / code / file
