"""The worklist as a workbook on which a team writes what it decides."""

import io
from collections.abc import Sequence
from datetime import date

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analytics.definitions.formulas import harmless
from analytics.definitions.pathway import Status
from analytics.definitions.words import day_in_words
from analytics.disclosure import Protected
from analytics.measures.who.own_course import before
from analytics.measures.who.work import FIRST_STAND, Work
from analytics.store.dataset import Dataset
from analytics.worklist import sheet
from analytics.worklist.decision import Standing
from analytics.worklist.rules import FIRST_DAY, LONGEST, steps

HEADED = 3  # row, from 0, of the header
LIST_MOST = 255  # characters of a list of choices in Excel
WIDTHS = {sheet.PSEUDONYM: 18, "Why here": 44, "Practice": 24, sheet.NOTE: 40}
WIDTHS |= {sheet.REASON: 24, sheet.OWNER: 16, sheet.STATUS: 14, sheet.DAY: 12}


def as_sheet(
    listed: Protected,
    decided: Protected,
    dataset: Dataset,
    standing: Standing,
    wanted: Work,
    owners: Sequence[str],
    today: date,
) -> bytes:
    """An Excel file: the people wanted in their order, with cells for the answers whose
    choices are those that may follow; and a sheet that says what it is of.

    Text is never read as a formula. owners: to choose from. Raises ValueError for an
    audience that may not see rows about people.
    """
    if listed.aggregate or decided.aggregate:
        raise ValueError("A meeting has no rows about people.")
    rows = wanted.of(listed.table, decided.table)
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        plain = book.add_format({"valign": "top", "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        page = book.add_worksheet(sheet.SHEET)
        bold = book.add_format({"bold": True, "font_size": 14})
        about = f"{dataset.name}, {listed.result.rule}"
        page.write_string(0, 0, "Worklist: decide on the shaded cells", bold)
        page.write_string(1, 0, harmless(about))
        page.write_string(2, 0, FIRST_STAND)
        columns = _columns(rows, wanted)
        for at, (title, values) in enumerate(columns.items()):
            page.set_column(at, at, WIDTHS.get(title, 11))
            for row, value in enumerate(values, start=HEADED + 1):
                _write(page, row, at, value, plain, day)
        _answers(book, page, rows, list(columns), standing, owners, today)
        _table(book, page, list(columns), len(rows))
        _about(book, dataset, today)
    return out.getvalue()


def _columns(rows: pd.DataFrame, wanted: Work) -> dict[str, list[object]]:
    """What each column holds; the answers are empty."""
    kind = wanted.kind
    shown = {
        "Place": rows["place"],
        sheet.PSEUDONYM: rows["pseudonym"],
        "Why here": rows["why"],
        "Practice": rows["practice"],
        kind.service: rows[kind.used],
        "Before": rows[before(kind)],
        "Age": rows["age_band"],
        "Last seen": rows["last_seen"],
        "Status now": rows["status"],
        "Since": rows["decided_on"],
        "Owner now": rows["owner"],
        **dict.fromkeys(sheet.ANSWERS, pd.Series("", index=rows.index)),
        sheet.SEEN: rows["seen"],
    }
    return {title: list(values) for title, values in shown.items()}


def _write(
    page: Worksheet, row: int, at: int, value: object, plain: Format, day: Format
) -> None:
    if value is None or value is pd.NaT or value is pd.NA or value == "":
        return
    if isinstance(value, pd.Timestamp):
        page.write_datetime(row, at, value.to_pydatetime(), day)
    elif isinstance(value, str):
        page.write_string(row, at, harmless(value), plain)
    else:
        page.write_number(row, at, float(value), plain)  # type: ignore[arg-type]


def _answers(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    rows: pd.DataFrame,
    titles: list[str],
    standing: Standing,
    owners: Sequence[str],
    today: date,
) -> None:
    """The cells to be filled in, with the choices that may follow."""
    shade = {"bg_color": "#FFF7DB", "border": 1, "border_color": "#D8D2B8"}
    shaded = book.add_format(shade | {"valign": "top", "text_wrap": True})
    of_day = book.add_format(shade | {"num_format": "dd/mm/yyyy", "valign": "top"})
    first = titles.index(sheet.STATUS)
    for number, who in enumerate(rows["pseudonym"], start=HEADED + 1):
        for at, title in enumerate(sheet.ANSWERS, start=first):
            page.write_blank(number, at, None, of_day if title == sheet.DAY else shaded)
        may: list[Status] = list(steps(standing.of(who)))
        page.data_validation(
            number,
            titles.index(sheet.STATUS),
            number,
            titles.index(sheet.STATUS),
            {
                "validate": "list",
                "source": [str(one) for one in may],
                "error_title": "Status",
                "error_message": "Choose one of the list: what may follow for them.",
            },
        )
    if rows.empty:
        return
    last = HEADED + len(rows)

    def validate(title: str, options: dict[str, object]) -> None:
        at = titles.index(title)
        page.data_validation(HEADED + 1, at, last, at, options)

    validate(
        sheet.DAY,
        {
            "validate": "date",
            "criteria": ">=",
            "value": FIRST_DAY,
            "error_title": "Day",
            "error_message": "Write the day from which it holds, as 31/12/2024.",
        },
    )
    known, length = [], 0
    for one in map(harmless, owners):
        length += len(one) + 1
        if "," not in one and length <= LIST_MOST:
            known.append(one)
    if known:
        validate(
            sheet.OWNER,
            {
                "validate": "list",
                "source": known,
                "error_type": "information",
                "error_title": "Owner",
                "error_message": "Not on the list yet: a code, initials or a role, "
                "never a person’s name.",
            },
        )
    for title in (sheet.REASON, sheet.NOTE):
        most = LONGEST[title.lower()]
        validate(
            title,
            {
                "validate": "length",
                "criteria": "<=",
                "value": most,
                "error_message": f"At most {most} characters, and nothing that says "
                "who somebody is.",
            },
        )


def _table(
    book: xlsxwriter.Workbook, page: Worksheet, titles: list[str], rows: int
) -> None:
    """The header, and what makes it easy to read and print."""
    head = book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    for at, title in enumerate(titles):
        page.write_string(HEADED, at, title, head)
    page.autofilter(HEADED, 0, HEADED + max(rows, 1), len(titles) - 1)
    page.freeze_panes(HEADED + 1, titles.index(sheet.PSEUDONYM) + 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADED)


def _about(book: xlsxwriter.Workbook, dataset: Dataset, today: date) -> None:
    """What the workbook is of, by which it is known when it comes back."""
    page = book.add_worksheet(sheet.ABOUT)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 60)
    bold = book.add_format({"bold": True})
    facts = {
        sheet.DATASET: dataset.name,
        sheet.KEY: dataset.manifest.key,
        sheet.MADE: day_in_words(today),
    }
    for row, (title, value) in enumerate(facts.items()):
        page.write_string(row, 0, title, bold)
        page.write_string(row, 1, value)
    for row, line in enumerate(sheet.HOW, start=len(facts) + 1):
        page.write_string(row, 0, line)
