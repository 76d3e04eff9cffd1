"""What a page draws as markdown is its own words, or has gone through `plain`: a name
in the data is never read as a link, an image, an icon or a formula."""

import ast
import re
from pathlib import Path

import pytest

from pages.shell.literal import plain

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
# Calls of Streamlit that draw their first argument as markdown, and such arguments.
CALLS = {
    *("markdown", "caption", "title", "header", "subheader", "write", "badge"),
    *("info", "warning", "error", "success", "toast", "expander", "popover", "status"),
    *("button", "download_button", "link_button", "toggle", "checkbox", "radio"),
    *("selectbox", "multiselect", "text_input", "number_input", "file_uploader"),
    *("segmented_control", "pills", "metric", "progress", "spinner", "html", "box"),
}
SAFE = {"plain", "words", "in_markdown", "words_used", "notice", "day_in_words"}
# What is our own wherever it is drawn, and how it is known.
OURS = {
    *("question", "self._question", "note", "text", "label", "said", "ADD", "NEVER"),
    *("STEPS", "one.hint", "one.title", "title", "maker.title", "maker.suffix"),
    *("fig.pick.what", "fig.pick.control", "TABLES[offer.table].title", "needed"),
    *("TABLES[titles[chosen]].row", "number", "len(far)", "len(hidden)", "rows"),
    *("size()", "word", "taken", "held.filled", "why", "fault.loaded", "_loaded(then)"),
    *("_loaded(dataset)", "synthetic", "len(offer.columns)", "how_much"),
    # a join of parts each of which is one of the above, or plain
    *("answer.about", "STYLE", "NO_TABS", "FOCUS"),
    *("held", "card.lines", "MORE", "words", "st.session_state.pop(keys.LOADED)"),
    "shape.replace('`', ' ')",  # in backticks
}


def drawn(tree: ast.AST):
    """What is drawn as markdown, as expressions."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in CALLS and node.args:
            which = {"metric": slice(None), "progress": slice(1, 2)}
            yield from node.args[which.get(name, slice(1))]
        yield from (one.value for one in node.keywords if one.arg == "help")


def strange(node: ast.AST) -> list[str]:
    """What of an expression is neither a text of ours nor plain."""
    match node:
        case ast.Constant() | ast.Dict():
            return []
        case ast.JoinedStr(values=parts):
            return [one for part in parts for one in strange(part)]
        case ast.FormattedValue(value=value):
            return strange(value)
        case ast.BinOp(left=one, right=other):
            return strange(one) + strange(other)
        case ast.BoolOp(values=parts):
            return [one for part in parts for one in strange(part)]
        case ast.IfExp(body=one, orelse=other):
            return strange(one) + strange(other)
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if (
            name in SAFE
        ):
            return []
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(), attr="join"), args=[one]
        ):
            parts = getattr(one, "elt", one)
            return strange(parts)
        case ast.Subscript(value=ast.Call(func=ast.Name(id=name))) if name in SAFE:
            return []
    return [] if ast.unparse(node) in OURS else [ast.unparse(node)]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_drawn_is_ours_or_plain(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [one for node in drawn(tree) for one in strange(node)]
    assert found == [], "draw it through pages.shell.literal.plain"


def test_only_the_style_of_the_pages_is_html():
    allowed = [
        path.name
        for path in FILES
        if re.search(r"unsafe_allow_html|components\.v1|st\.html", path.read_text())
    ]
    assert allowed == ["meeting_screen.py", "room.py"]


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://h/x.png)",
        "<img src='http://h/x.png'>",
        "[a](http://h/)",
        "see https://h/ or www.h.example or a@h.example",
        ":material/home: :smile: :red[x]",
        "$x$ `y` *z* ~a~",
        "# x",
        "- x",
        "1. x",
        "&lt;b&gt;",
        "a\n\nb",
    ],
)
def test_plain_leaves_nothing_to_be_read_as_markdown(text):
    made = plain(text)
    assert "\n" not in made
    assert not re.search(r"[`*_\[\]<>$~]", re.sub(r"\\.", "", made))
    assert not re.search(r"https?:/|www\.|\w@\w|:[\w/]+:|^\s*(#|- |1\.)", made)
    seen = re.sub(r"\\(.)", r"\1", made).replace("\u2060", "")
    assert seen == re.sub(r"\s*\n\s*", " ", text)
