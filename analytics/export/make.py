"""The kinds of file that a pack becomes: what each is called, its ending, and how it is
made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analytics.export.pack import About, Chosen, Headline
from analytics.export.page import as_page
from analytics.export.slides.slides import as_slides
from analytics.export.workbook import as_workbook

OFFICE = "application/vnd.openxmlformats-officedocument"
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Maker:
    """One kind of file. make(figures, about, headline, progress) gives its bytes."""

    title: str
    suffix: str
    mime: str
    make: Callable


MAKERS = {
    "slides": Maker(
        "slides",
        ".pptx",
        f"{OFFICE}.presentationml.presentation",
        lambda figures, about, headline, progress: as_slides(figures, about, progress),
    ),
    "workbook": Maker(
        "workbook",
        ".xlsx",
        f"{OFFICE}.spreadsheetml.sheet",
        lambda figures, about, headline, progress: as_workbook(
            figures, about, progress
        ),
    ),
    "page": Maker(
        "A4 page",
        ".pdf",
        "application/pdf",
        lambda figures, about, headline, progress: as_page(
            figures, about, headline, progress
        ),
    ),
}


def make(
    kind: str,
    figures: Sequence[Chosen],
    about: About,
    headline: Headline | None = None,
    progress: Progress = lambda step, done: None,
) -> bytes:
    """The file of a kind ("slides", "workbook", "page") as bytes."""
    return MAKERS[kind].make(figures, about, headline, progress)
