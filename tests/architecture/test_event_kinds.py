"""No code asks what a kind of event is called: whoever needs one takes an `EventKind`
and asks it. What is really of one kind (arrival by ambulance, roles at the GP) imports
that kind and says so."""

import ast
from pathlib import Path

import pytest

from analytics.definitions.event_kinds import kinds

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    name
    for kind in kinds()
    for name in (kind.slug, kind.service, kind.table.name, kind.months, kind.called)
}
COUNTED = {kind.many for kind in kinds()}  # names of columns too
# Where kinds are declared and the sample's files are named.
DECLARED = ("definitions", "extract/profiles", "store/shipped.py")
CODE = sorted(
    path
    for folder in ("analytics", "pages")
    for path in (ROOT / folder).rglob("*.py")
    if not str(path.relative_to(ROOT / folder)).startswith(DECLARED)
)


def texts(node: ast.AST) -> set[str]:
    """The texts among the constants that a node is, or is a row of."""
    parts = getattr(node, "elts", [node])
    values = (part.value for part in parts if isinstance(part, ast.Constant))
    return {value for value in values if isinstance(value, str)}


def named(node: ast.AST) -> set[str]:
    """The names of kinds that a node compares, looks up or goes through."""
    if isinstance(node, ast.Compare):
        asked = [node.left, *node.comparators]
    elif isinstance(node, ast.Dict):
        asked = [key for key in node.keys if key is not None]
    elif isinstance(node, ast.Subscript):
        asked = [node.slice]
    elif isinstance(node, ast.For):
        asked = [node.iter]
    elif isinstance(node, ast.Call) and _asks_how_a_text_begins(node):
        return (NAMES | COUNTED) & set().union(*map(texts, node.args))
    else:
        return set()
    return NAMES & set().union(*map(texts, asked))


def _asks_how_a_text_begins(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in (
        "startswith",
        "endswith",
    )


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_code_compares_or_looks_up_names_of_kinds(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [(node.lineno, name) for node in ast.walk(tree) for name in named(node)]
    assert not found, "take an EventKind and ask it"
