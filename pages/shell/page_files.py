"""The file of each page, by its stem: what a link to a page needs."""

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]
PAGE_FILES = {
    path.stem: str(path) for path in PAGES.glob("*/*.py") if path.parent.name != "shell"
}
