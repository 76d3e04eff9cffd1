"""Questions about people who are said apart, such as those whom a rule picks: their SQL
is made once, and a rule that is moved changes only whom it is asked of.

A measure builds such a question on a table that is not there (`ibis.table`), and says
what it is to `analytics.engine.run`, by the table's name.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import duckdb
import ibis
import pandas as pd
from ibis.backends.duckdb import Backend
from ibis.expr.operations import Node, UnboundTable

PREPARED = 64  # questions whose SQL is kept; each takes tens of kilobytes
Given = Mapping[str, ibis.Table]  # name of the table that is not there → what it is
NOTHING: Given = MappingProxyType({})


class _Prepared(Backend):
    """DuckDB as Ibis knows it, but that SQL of the same expression is made once."""

    def compile(self, expr: ibis.Expr, /, **options: Any) -> str:
        if any(options.values()):
            return str(super().compile(expr, **options))
        return _sql(expr.op())


@lru_cache(maxsize=PREPARED)
def _sql(node: Node) -> str:
    return str(Backend().compile(node.to_expr()))


def filled(expression: ibis.Table, given: Given) -> ibis.Table:
    """The expression with what is given put in its place."""
    if not given:
        return expression
    missing = {
        node: given[node.name].view().op()
        for node in expression.op().find(UnboundTable)
        if node.name in given
    }
    return expression.op().replace(missing).to_expr()


def rows(
    cursor: duckdb.DuckDBPyConnection, expression: ibis.Table, given: Given
) -> pd.DataFrame:
    """The rows of an expression. What is given is a table of this cursor alone."""
    for name, table in given.items():
        sql = Backend().compile(table)
        cursor.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")
    return _Prepared.from_connection(cursor).to_pandas(expression)
