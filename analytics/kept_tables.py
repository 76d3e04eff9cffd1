"""Tables that many questions are built on, such as each person's use in the window:
worked out once for all the questions of a page, and not once for each.

A measure says `once(expression)`. What it gets stands for the expression in whatever is
built on it. `analytics.engine` puts the expression back, or, within `keeping()`, a
table of its rows.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count

import ibis
from duckdb import DuckDBPyConnection
from ibis.expr.operations import Node, UnboundTable

PREFIX = "worked_out_once_"
STANDING = 1000  # expressions remembered; each is small
KEPT = 12_000_000  # rows of a dataset's tables; a row is some 40 bytes

_keeping: ContextVar[bool] = ContextVar("keeping", default=False)
_lock = threading.Lock()
_numbers = count(1)
_names: OrderedDict[Node, str] = OrderedDict()
_meant: dict[str, ibis.Table] = {}


def once(expression: ibis.Table) -> ibis.Table:
    """A table that stands for an expression which many questions are built on."""
    node = expression.op()
    with _lock:
        if node not in _names:
            _names[node] = f"{PREFIX}{next(_numbers)}"
            _meant[_names[node]] = expression
            if len(_names) > STANDING:
                del _meant[_names.popitem(last=False)[1]]
        return ibis.table(expression.schema(), name=_names[node])


@contextmanager
def keeping() -> Iterator[None]:
    """Within it, an engine keeps the rows of what `once` stands for: worth it where
    many questions are asked, as by a page; one question alone is answered sooner
    without."""
    before = _keeping.set(True)
    try:
        yield
    finally:
        _keeping.reset(before)


def is_keeping() -> bool:
    """Whether rows are kept here."""
    return _keeping.get()


def in_full(expression: ibis.Table) -> ibis.Table:
    """The expression with what `once` stands for put back."""
    standing = _standing(expression)
    if not standing:
        return expression
    meant = {node: in_full(_meant[node.name]).view().op() for node in standing}
    return expression.op().replace(meant).to_expr()


def _standing(expression: ibis.Table) -> list[UnboundTable]:
    tables = expression.op().find(UnboundTable)
    return [node for node in tables if node.name.startswith(PREFIX)]


class KeptTables:
    """The tables kept in one DuckDB catalogue: the newest, and those in use."""

    def __init__(self, con: DuckDBPyConnection):
        self._con = con
        self._lock = threading.Lock()
        self._there: OrderedDict[str, int] = OrderedDict()  # name → rows
        self._in_use: Counter[str] = Counter()

    @contextmanager
    def there_for(self, *expressions: ibis.Table) -> Iterator[None]:
        """Within it, the tables that stand in some expressions are there."""
        names = [node.name for one in expressions for node in _standing(one)]
        with self._lock:
            for name in names:
                self._make(name)
                self._in_use[name] += 1
        try:
            yield
        finally:
            with self._lock:
                self._in_use.subtract(names)
                self._drop_oldest()

    def _make(self, name: str) -> None:
        if name in self._there:
            self._there.move_to_end(name)
            return
        meant = _meant[name]
        for node in _standing(meant):
            self._make(node.name)
        cursor = self._con.cursor()
        try:
            ibis.duckdb.from_connection(cursor).create_table(name, meant)
            ((rows,),) = cursor.execute(f"SELECT count(*) FROM {name}").fetchall()
        finally:
            cursor.close()
        self._there[name] = rows

    def _drop_oldest(self) -> None:
        for name in [name for name in self._there if not self._in_use[name]]:
            if sum(self._there.values()) <= KEPT:
                break
            self._con.execute(f"DROP TABLE {name}")
            del self._there[name], self._in_use[name]
