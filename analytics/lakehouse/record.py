"""The record kept with a dataset that was built from a lakehouse."""

import hashlib
import json
from collections.abc import Iterable

from analytics.definitions.contract import CONTRACT_VERSION, TABLES
from analytics.lakehouse.places import Kind
from analytics.lakehouse.taken import Taken
from analytics.store import intact
from analytics.store.load.new_version import stamp
from analytics.store.load.run import Run
from analytics.store.manifest import Account, Manifest, Source, Span

PROFILE = "lakehouse"


def manifest(
    run: Run,
    taken: dict[str, Taken],
    spans: Iterable[Span],
    kept: dict[str, int],
    into: str,
) -> Manifest:
    """The record of a build into dataset `into`. The fingerprint is of what was
    written: equal ones mean equal contents."""
    if run.out is None:
        raise ValueError("Nothing was written.")
    written = sorted(one.sha256 for one in intact.files_of(run.out))
    told = json.dumps([CONTRACT_VERSION, written])
    made, order = stamp(told), list(TABLES)
    return Manifest(
        dataset=into,
        version=made.version,
        created=made.created,
        contract_version=CONTRACT_VERSION,
        fingerprint=made.fingerprint,
        sources=tuple(_source(one, made.fingerprint) for one in taken.values()),
        exclusions=tuple(
            exclusion for one in taken.values() for exclusion in one.account.exclusions
        ),
        spans=tuple(sorted(spans, key=lambda span: order.index(span.table))),
        problems=tuple(problem.as_dict() for problem in run.problems),
        notes=tuple(run.notes),
        accounts=tuple(
            Account(table, one.account.rows, kept[table], one.account.left_out)
            for table, one in taken.items()
        ),
    )


def _source(one: Taken, fingerprint: str) -> Source:
    """Where a table lay: its name in the catalogue, or the last part of its path."""
    said, table = one.place.said, one.place.table
    name = said if one.place.kind is Kind.CATALOGUE else said.rstrip("/").split("/")[-1]
    told = hashlib.sha256(f"{fingerprint} {table}".encode()).hexdigest()
    return Source(
        table, name, told, 0, one.account.rows, PROFILE, unused_columns=one.unused
    )
