"""The words of a page, from `pages/words/<page>.md`, where a clinician can edit them.

The first paragraph is the page's purpose; what follows a line of three dashes is the
method note.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "words"


@cache
def words(page: str) -> tuple[str, str]:
    """(purpose, method note) of a page, as markdown."""
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    purpose, _, note = text.partition("\n---\n")
    return purpose.strip(), note.strip()
