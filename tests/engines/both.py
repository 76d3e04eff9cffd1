"""Whatever asks the engine: found in the code, asked as pages ask, and noted."""

import ast
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import ibis.expr.operations as ops
import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.disclosure.gate import Answer
from analytics.errors import InputError
from analytics.exhibits.pages import PAGES
from analytics.kept_tables import in_full
from analytics.prepared import NOTHING, filled
from analytics.store.dataset import Dataset
from tests.exhibits.asked import abouts

ROOT = Path(__file__).resolve().parents[2]
ASKING = {"run", "number"}
NEAR = 1e-9  # of sums of reals, which each engine adds up in an order of its own


@dataclass(frozen=True, eq=False)
class Question:
    """One expression that was asked. asker: the function that asked it; rows: what
    DuckDB answered."""

    dataset: Dataset
    asker: str
    node: ops.Node
    rows: pd.DataFrame

    @property
    def ordered(self) -> bool:
        """Whether it says in which order its rows come."""
        return isinstance(self.node, ops.Sort | ops.Limit)

    def on_spark(self) -> pd.DataFrame:
        return engine.run(self.dataset, self.node.to_expr(), "spark")


def askers() -> set[str]:
    """Every function of the product that asks the engine, as the code has it."""
    found = set()
    for path in (ROOT / "analytics").rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for top in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(top, ast.FunctionDef | ast.ClassDef) and _asks(top):
                found.add(f"{module}.{top.name}")
    return found


def _asks(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Attribute)
        and one.attr in ASKING
        and getattr(one.value, "id", "") == "engine"
        for one in ast.walk(node)
    )


@contextmanager
def noting() -> Iterator[list[Question]]:
    """Notes what is asked of the engine within it, each expression once."""
    found: dict[tuple[Dataset, ops.Node, str], Question] = {}
    asked_of = engine.run

    def run(dataset, expression, named=None, given=NOTHING):
        rows = asked_of(dataset, expression, named, given)
        whole = in_full(filled(expression, given))
        node, asker = whole.op(), _asker(sys._getframe(1))
        key = (dataset, node, asker)
        found.setdefault(key, Question(dataset, asker, node, rows.copy()))
        noted[:] = found.values()
        return rows

    noted: list[Question] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "run", run)
        yield noted


def _asker(frame: FrameType | None) -> str:
    """The function of the product, by the name it has in its file, that asked."""
    while frame and frame.f_globals["__name__"] in (__name__, engine.__name__):
        frame = frame.f_back
    assert frame is not None
    name = frame.f_code.co_qualname.partition(".")[0]
    return f"{frame.f_globals['__name__']}.{name}"


def ask_as_pages(
    dataset: Dataset,
    filters: Filters,
    pages: Collection[str] = tuple(PAGES),
    each: int | None = 1,
) -> None:
    """Asks every measure of every exhibit of these pages about what its page asks of
    it, the first so many; what has no answer is passed over, as the page says why."""
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED, _once())
    for stem in pages:
        for exhibit in PAGES[stem].exhibits:
            try:
                for about in abouts(gate, PAGES[stem], exhibit)[:each]:
                    if exhibit.applies(dataset, *about):
                        for measure, *more in exhibit.asks(*about):
                            gate.answer(measure, dataset, filters, *more)
            except InputError:
                continue


def _once() -> Answer:
    """Answers kept while the pages are asked, as a server keeps them."""
    kept: dict[tuple[object, ...], Any] = {}

    def answer(measure, dataset, filters, *more):
        key = (measure, dataset, filters, *more)
        try:
            known = key in kept
        except TypeError:  # it was asked about something that has no hash
            return measure(dataset, filters, *more)
        if not known:
            kept[key] = measure(dataset, filters, *more)
        return kept[key]

    return answer


def differ(question: Question, other: pd.DataFrame) -> str:
    """How what another engine answered differs; "" where it is the same: the columns,
    what they hold, every row, and their order where the question says one."""
    mine = question.rows
    for name in mine.columns.intersection(other.columns):
        if mine[name].isna().all() and other[name].isna().all():
            # nothing is nothing, whatever pandas makes the column of
            mine, other = mine.assign(**{name: None}), other.assign(**{name: None})
        elif {mine[name].dtype.kind, other[name].dtype.kind} == {"O", "f"}:
            # DuckDB's sums with nulls are objects to pandas, Spark's are reals
            mine = mine.assign(**{name: mine[name].astype(float)})
            other = other.assign(**{name: other[name].astype(float)})
    if not question.ordered:
        mine, other = _in_order(mine), _in_order(other)
    try:
        pd.testing.assert_frame_equal(mine, other, rtol=NEAR, atol=NEAR)
    except AssertionError as fault:
        return " ".join(str(fault).split())
    return ""


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by what they hold: whole numbers and words before reals, which may differ
    in their last digit."""
    if rows.empty:
        return rows.reset_index(drop=True)
    by = sorted(rows, key=lambda name: pd.api.types.is_float_dtype(rows[name]))
    keys = pd.DataFrame(
        {
            name: rows[name].round(6)
            if rows[name].dtype.kind == "f"
            else rows[name].astype(str)
            for name in by
        }
    )
    order = keys.sort_values(by, kind="stable").index
    return rows.loc[order].reset_index(drop=True)
