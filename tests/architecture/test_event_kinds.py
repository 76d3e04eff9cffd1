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
# Where kinds are declared and the sample's files are named.
DECLARED = ("definitions", "extract/profiles", "store/sample.py")
CODE = sorted(
    path
    for folder in ("analytics", "pages")
    for path in (ROOT / folder).rglob("*.py")
    if not str(path.relative_to(ROOT / folder)).startswith(DECLARED)
)


def named(node: ast.AST) -> set[str]:
    """The names of kinds among the constants that a node is, or is a row of."""
    parts = getattr(node, "elts", [node])
    return NAMES & {getattr(part, "value", None) for part in parts if _text(part)}


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_code_compares_or_looks_up_names_of_kinds(path):
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        asked: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            asked = [node.left, *node.comparators]
        elif isinstance(node, ast.Dict):
            asked = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Subscript):
            asked = [node.slice]
        elif isinstance(node, ast.For):
            asked = [node.iter]
        found += [(node.lineno, name) for one in asked for name in named(one)]
    assert not found, "take an EventKind and ask it"
