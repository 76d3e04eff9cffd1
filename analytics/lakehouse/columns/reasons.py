"""Why people came: the distinct reasons of a lakehouse's table, with code list and
diagnosis group, worked out here and joined to the rows by the engine."""

from typing import Any

import ibis
import pandas as pd

from analytics.definitions.canonical import CODE_SYSTEMS
from analytics.definitions.diagnosis_groups import NOT_RECORDED, classify
from analytics.definitions.event_kinds import EventKind, Reason
from analytics.errors import InputError, Problem
from analytics.extract.cells.reasons import system_of
from analytics.lakehouse.columns import codes
from analytics.lakehouse.engines.engine import Engine

MOST = 200_000  # distinct reasons; above, the terms are no coded terms
KEYS = ("raw_code", "raw_term", "raw_system")
COLUMNS = dict.fromkeys((*KEYS, "code", "term", "system", "grp"), "string")


def distinct(reason: Reason, kept: ibis.Table) -> ibis.Table:
    """Each distinct reason as found: raw_code, raw_term, raw_system, n; "" where it
    says nothing."""
    of_reason = {
        key: kept[name].fill_null("")
        for key, name in zip(KEYS, reason.fields, strict=True)
    }
    return kept.group_by(**of_reason).aggregate(n=kept.count()).limit(MOST + 1)


def clean(
    label: str, reason: Reason, found: list[tuple[Any, ...]]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The reasons with code, term, system and group (columns of COLUMNS), and what is
    told of them. Raises InputError where there are too many to be coded."""
    if len(found) > MOST:
        raise InputError(
            Problem(
                "reasons_not_coded",
                f"There are more than {MOST:,} different reasons, so the terms are no "
                "coded terms and may name somebody.",
                "Leave the column out, or fill it with the terms of the codes.",
                file=label,
                column=reason.term,
            )
        )
    rows = pd.DataFrame(found, columns=[*KEYS, "n"], dtype="object")
    rows["code"] = rows["raw_code"].where(rows["raw_code"] != "", None)
    rows["term"] = rows["raw_term"].where(rows["raw_term"] != "", None)
    hidden = codes.naming(False, rows["raw_term"].tolist())
    rows.loc[rows["raw_term"].isin(hidden), "term"] = None
    rows["system"] = [
        system_of(code, said if said in CODE_SYSTEMS else "")
        for code, said in zip(rows["code"], rows["raw_system"].str.lower(), strict=True)
    ]
    rows["grp"] = (
        classify(rows.rename(columns={"system": "code_system"}))
        if len(rows)
        else pd.Series(dtype="str")
    )
    silent = rows["code"].isna() & rows["term"].isna()
    rows.loc[silent, "grp"] = NOT_RECORDED
    problems = []
    if hidden:
        number = int(rows.loc[rows["raw_term"].isin(hidden), "n"].sum())
        problems.append(
            Problem(
                "text_identifies",
                "Some terms could name somebody; they are not kept.",
                "Fill the column with the terms of the codes alone.",
                file=label,
                column=reason.term,
                rows=number,
                stops=False,
            )
        )
    return rows[list(COLUMNS)], problems


def joined(
    engine: Engine, kind: EventKind, rows: ibis.Table, known: pd.DataFrame | None
) -> ibis.Table:
    """The rows with code, term, system and group of their reason; none where it is not
    known of any (known: None)."""
    reason = kind.reason
    if reason is None:
        return rows
    if known is None:
        return rows.mutate(
            **dict.fromkeys(reason.fields, ibis.null("string")),
            **{reason.group: ibis.literal(NOT_RECORDED)},
        )
    table = engine.small(f"lakehouse_reasons_{kind.slug}", known, COLUMNS)
    found = [
        rows[name].fill_null("") == table[key]
        for key, name in zip(KEYS, reason.fields, strict=True)
    ]
    with_reason = rows.left_join(table, found)
    names = {
        name: with_reason[one]
        for name, one in zip(reason.fields, ("code", "term", "system"), strict=True)
    }
    kept = [name for name in rows.columns if name not in reason.fields]
    return with_reason.select(
        *kept, **names, **{reason.group: with_reason.grp.fill_null(NOT_RECORDED)}
    )
