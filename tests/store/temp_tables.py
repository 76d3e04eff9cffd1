"""Every temporary table that the code declares, and the list of them as a page has it.

python -m tests.store.temp_tables     # writes the list into analytics/store/README.md
"""

import ast
import importlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analytics.extract.temp_table import TempTable

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "analytics/store/README.md"
BEGINS, ENDS = "<!-- temporary tables: begin -->", "<!-- temporary tables: end -->"
FOLDERS = (
    ("Looking at files", "analytics/extract"),
    ("Step 1: files to canonical tables", "analytics/store/load/canonical"),
    ("Step 2: canonical tables to a dataset", "analytics/store/load/writing"),
)


@dataclass(frozen=True)
class Declared:
    """A temporary table, the module that makes it, and those that read it."""

    table: TempTable
    owner: str
    readers: tuple[str, ...]


def modules(folder: str) -> list[Path]:
    """The modules below a folder, in order."""
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def declared(folder: str = "analytics") -> list[Declared]:
    """Every temporary table declared below a folder, in the order of the modules."""
    found = []
    for path in modules(folder):
        names = [
            node.targets[0].id
            for node in _parsed(path).body
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and getattr(node.value.func, "id", "") == "TempTable"
        ]
        if names:
            owner = _dotted(path)
            module = importlib.import_module(owner)
            found += [
                Declared(getattr(module, name), owner, _readers(owner, name))
                for name in names
            ]
    return found


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _readers(owner: str, name: str) -> tuple[str, ...]:
    """The other modules that take the table from its owner."""
    package, stem = owner.rsplit(".", 1)
    found = []
    for path in modules("analytics"):
        taken, used = _names(path)
        by_module = (package, stem) in taken and (stem, name) in used
        if (owner, name) in taken or by_module:
            found.append(_dotted(path))
    return tuple(found)


@cache
def _names(path: Path) -> tuple[set[tuple[str | None, str]], set[tuple[str, str]]]:
    """What a module imports, as (from, name), and its attributes, as (of, name)."""
    nodes = list(ast.walk(_parsed(path)))
    taken = {
        (node.module, alias.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    used = {
        (getattr(node.value, "id", ""), node.attr)
        for node in nodes
        if isinstance(node, ast.Attribute)
    }
    return taken, used


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _short(module: str) -> str:
    return "/".join(module.split(".")[-2:])


def as_text() -> str:
    """The list as Markdown, a table a folder."""
    lines = []
    for title, folder in FOLDERS:
        lines += [
            f"**{title}**",
            "",
            "| table | made by | a row is | columns | read by |",
        ]
        lines += ["|---|---|---|---|---|"]
        for one in declared(folder):
            name = re.sub(r"\{(\w+)\}", r"‹\1›", one.table.name)
            columns = ", ".join(one.table.columns)
            columns = re.sub(r"<([^>]+)>", r"*\1*", columns)
            row = re.sub(r"\{(\w+)\}", r"‹\1›", one.table.row)
            readers = ", ".join(f"`{_short(reader)}`" for reader in one.readers)
            lines.append(
                f"| `{name}` | `{_short(one.owner)}` | {row} | {columns} | "
                f"{readers or 'itself'} |"
            )
        lines.append("")
    return "\n".join(lines)


def in_page() -> str:
    """The list as the page has it."""
    text = PAGE.read_text(encoding="utf-8")
    return text.split(BEGINS)[1].split(ENDS)[0].strip()


if __name__ == "__main__":
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGINS)
    after = rest.split(ENDS)[1]
    text = f"{before}{BEGINS}\n{as_text()}{ENDS}{after}"
    PAGE.write_text(text, encoding="utf-8")
