"""What a workbook says beside its figures: where they are from, what is counted."""

from collections.abc import Sequence

from analytics.definitions.contract import TABLES
from analytics.definitions.tables import columns_table, rules_table
from analytics.export.notes import definitions, without_marks
from analytics.export.pack import PROTECTION, About
from analytics.export.slides.text_fit import lines

SOURCES, DICTIONARY = "About these numbers", "Dictionary"
LINE, TYPE = 15, 11  # points: a row of text, its type
WORDS_WIDE = 120  # characters of a column of words
A4 = 9  # as Excel numbers its papers


def write_sources(sheet, figures, names, about: About, forms) -> None:
    """Dataset, fingerprint, filters, when and by what version, the rule of
    protection."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, WORDS_WIDE)
    sheet.write_string(0, 0, SOURCES, forms["title"])
    rows = [
        ("Made on", about.made_in_words()),
        ("Made by", f"Frequent attenders {about.version}"),
        ("Protection", PROTECTION),
    ]
    for data in about.data:
        rows += [
            ("Dataset", data.name + (", synthetic" if data.synthetic else "")),
            ("Fingerprint", data.fingerprint),
            ("Holds", data.held),
            ("Loaded on", data.loaded),
        ]
    row = 2
    for head, text in rows:
        row = _said(sheet, row, head, text, forms)
    row = write_heads(sheet, row + 1, ("Figure", "Filters and source"), forms)
    for name, one in zip(names, figures, strict=True):
        text = (
            one.figure.source
            if one.sentence in one.figure.source
            else (f"{one.sentence} {one.figure.source}")
        )
        row = _said(sheet, row, name, text, forms)
    row = write_heads(sheet, row + 1, ("Page", "How it is worked out"), forms)
    for page, method in {one.page: one.method for one in figures}.items():
        for paragraph in filter(None, without_marks(method).split("\n\n")):
            row = _said(sheet, row, page, paragraph, forms)


def write_heads(sheet, row: int, heads: Sequence[str], forms) -> int:
    """The heads of a list, in bold; the row after them."""
    for c, head in enumerate(heads):
        sheet.write_string(row, c, str(head), forms["head"])
    return row + 1


def for_print(sheet) -> None:
    """A sheet that is printed is as wide as the paper, whatever is on it."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def write_lines(sheet, row: int, text: str, form, wide: float) -> int:
    """Words across the columns, broken into rows no wider than so many points, so that
    print does not cut them; the row after them."""
    for line in lines(text, TYPE, wide):
        sheet.write_string(row, 0, line, form)
        row += 1
    return row


def _said(sheet, row: int, head: str, text: str, forms) -> int:
    """One line of a list: what it is about, and words in a cell as high as they
    need."""
    sheet.write_string(row, 0, head, forms["bold"])
    sheet.write_string(row, 1, text, forms["wrap"])
    sheet.set_row(row, LINE * len(lines(text, TYPE, WORDS_WIDE * TYPE / 2)))
    return row + 1


def write_dictionary(sheet, forms) -> None:
    """What is counted, the rules in use, and the columns an extract may have."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, WORDS_WIDE)
    sheet.set_column(2, 3, 60)
    sheet.write_string(0, 0, DICTIONARY, forms["title"])
    row = 2
    for term, meaning in definitions():
        row = _said(sheet, row, term, meaning, forms)
    frames = [("Rules and whose they are", rules_table())]
    frames += [
        (f"Columns of an extract: {table.title}", columns_table(name))
        for name, table in TABLES.items()
    ]
    for title, frame in frames:
        row += 1
        sheet.write_string(row, 0, title, forms["bold"])
        write_heads(sheet, row + 1, frame.columns, forms)
        for r, cells in enumerate(frame.itertuples(index=False), row + 2):
            for c, cell in enumerate(cells):
                sheet.write_string(r, c, str(cell), forms["wrap"])
        row += len(frame) + 2
