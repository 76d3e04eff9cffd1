"""Method notes and definitions for those who get the files: the same words that the
pages show.

They live in `pages/words/*.md`, where a clinician edits them; here they become plain
text.
"""

import re
from pathlib import Path

from analytics.store.home import PROJECT

FOLDER = PROJECT / "pages" / "words"
RULE = "\n---\n"  # parts the page's purpose from its method note
TERM = re.compile(r"^\*\*(.+?)\.?\*\*\s*(.*)$", re.S)


def method_of(page: str, folder: Path = FOLDER) -> str:
    """The method note of a page, as markdown; empty where it has none."""
    path = folder / f"{page}.md"
    return (
        path.read_text(encoding="utf-8").partition(RULE)[2].strip()
        if path.is_file()
        else ""
    )


def without_marks(markdown: str) -> str:
    """Markdown as plain text: emphasis, links and list marks gone, paragraphs kept."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text, flags=re.S)
    text = re.sub(r"(?<!\w)([*_])(\S(?:.*?\S)?)\1(?!\w)", r"\2", text)
    text = re.sub(r"^#+\s*", "", text, flags=re.M)
    return re.sub(r"\\([\\`*_\[\]$~<>])", r"\1", text).strip()


def definitions(folder: Path = FOLDER) -> tuple[tuple[str, str], ...]:
    """(term, what it means) from the page Definitions: each paragraph that starts in
    bold."""
    found = []
    for paragraph in method_of("definitions", folder).split("\n\n"):
        term = TERM.match(paragraph.strip())
        if term:
            found.append(
                (without_marks(term[1]), without_marks(term[2]).replace("\n", " "))
            )
    return tuple(found)
