"""The rows that an engine gave, kept for the next time the very same is asked of the
same version: when one filter is moved, much of what a page asks does not hold it, such
as everybody's attendances a month.
"""

import threading
from collections import OrderedDict

import ibis
import pandas as pd
from ibis.expr.operations import InMemoryTable, Node

SMALL = 50_000  # values of one answer; a larger one is of people, and seldom the same
KEPT = 3_000_000  # values of a dataset's answers; most are numbers, of 8 bytes


class KeptAnswers:
    """Answers of one catalogue, whose tables never change: the newest small ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._there: OrderedDict[Node, pd.DataFrame] = OrderedDict()
        self._values = 0

    def known(self, expression: ibis.Table) -> pd.DataFrame | None:
        """The rows of an expression that was asked before; None where it was not."""
        with self._lock:
            found = self._there.get(expression.op())
            if found is None:
                return None
            self._there.move_to_end(expression.op())
        return found.copy()

    def keep(self, expression: ibis.Table, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows, which the next to ask the same has from here. Not kept are large
        ones, and what is asked of a table in memory: that is another one each time."""
        node = expression.op()
        if rows.size > SMALL or node.find(InMemoryTable):
            return rows
        with self._lock:
            if node not in self._there:
                self._there[node] = rows.copy()
                self._values += rows.size
            while self._values > KEPT:
                self._values -= self._there.popitem(last=False)[1].size
        return rows
