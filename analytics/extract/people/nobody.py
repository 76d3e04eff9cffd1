"""Ids that stand for nobody: words, errors of a spreadsheet, 0 and -1, one character
repeated, known dummies, and numbers that a spreadsheet rounded or cut."""

import re

from analytics.errors import Problem
from analytics.extract.cells.values import MISSING, quoted
from analytics.extract.reading.source import Source

# Why a row is left out (`cells.checks`), by what its id is.
WORD, ERROR, EMPTY, DUMMY, CUT = FAULTS = range(121, 126)
REASONS = {
    WORD: "id is a word that stands for nobody",
    ERROR: "id is an error of a spreadsheet and stands for nobody",
    EMPTY: "id is 0, below 0 or one character repeated and stands for nobody",
    DUMMY: "id is a dummy number that stands for nobody",
    CUT: "id was rounded or cut by a spreadsheet",
}
# Words that stand where a number is not known, without spaces and signs.
WORDS = (
    "anon|anonymi[sz]ed|anonymous|awaiting|await(ing)?number|blank|confidential|default|"
    "deceased|deleted|duplicate|empty|error|example|false|generic|hidden|invalid|"
    "masked|misc(ellaneous)?|missing|multiple|na|nan|nat|new|newpatient|nhsnumber|nil|"
    "nk|none|nonhs|nonhsn(umber|o)?|no(patient)?(id|identifier|number|match|data|value)|"
    "not(yet)?(allocated|applicable|assigned|available|collected|disclosed|entered|"
    "found|given|held|identifie(d|able)|known|linked|matched|present|provided|recorded|"
    "registered|released|shared|specified|stated|supplied|traced|used|valid|verified)|"
    "ns|null|other|overseas(visitor)?|patient|patientid|pending|person|placeholder|"
    "private|redacted|refused|removed|restricted|sample|sensitive|suppressed|tb[acd]|"
    "temp|temporary|tobe(advised|confirmed)|true|unallocated|unassigned|unavailable|"
    "undefined|undisclosed|unidentifi(ed|able)|unknown|unlinked|unmapped|unmatched|"
    "unregistered|unspecified|unstated|untraced|unk|unverified|various|visitor|void|"
    "walkin|withheld|xx|zz|(john|jane)doe"
)
# The same with anything around it: "Mr Test", "TEST PATIENT 2", "ZZZTest", "Unknown 1".
TESTS = "(mr|mrs|ms|miss)?[xz]*(test|dummy|fake|unknown|anonymous)[a-z]*"
OF_A_SPREADSHEET = r"#[A-Z_/0]*[!?]?|#{2,}|ERR:?\d{3}"
# Numbers that are written where there is none. 2333455667 passes the check of an NHS
# number and is filtered out by several published cleaning scripts.
DUMMIES = (
    *("2333455667", "0123456789", "1234567890", "9876543210", "0987654321"),
    *("1234567899", "1234567891", "123456789", "012345678", "987654321"),
)
# What MD5, SHA-1 and SHA-256 make of an empty text.
OF_NOTHING = (
    "D41D8CD98F00B204E9800998ECF8427E",
    "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
    "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
)
EXACT = 15  # digits that a spreadsheet keeps of a number
ROUNDED = r"\d([.,]\d+)?E\+?\d+"
NEAR = 20  # an id so near to others is one of a running number, whatever it looks like


def kind_of_nobody(normal: str, wordless: bool, numbered_tests: bool) -> str:
    """SQL: the fault of an id as it is compared (`values.normal_id`), 0 where it may be
    somebody's.

    wordless: ids have digits here, so that one without any is nobody's. numbered_tests:
    so is a word for a test with a number behind, since most ids are no such. A number
    that is one digit repeated is somebody's after all if its neighbours are too: see
    `neighbours`.
    """
    letters = f"regexp_replace(lower({normal}), '[^a-z]', '', 'g')"
    signs = f"regexp_replace({normal}, '[^0-9A-Z]', '', 'g')"
    words = "|".join(
        dict.fromkeys(re.sub("[^a-z]", "", one) for one in MISSING if one.isalpha())
    )
    plain = f"regexp_full_match({letters}, '{WORDS}|{words}')"
    test = (
        f"regexp_full_match({letters}, '{TESTS}') AND "
        f"regexp_full_match({normal}, '[^0-9]*[0-9]{{0,{3 * numbered_tests}}}')"
    )
    listed = ", ".join(map(quoted, (*DUMMIES, *OF_NOTHING)))
    no_word = f"NOT regexp_matches({normal}, '\\pL|\\d')"
    lacks = f"NOT regexp_matches({normal}, '\\d') AND length({normal}) > 1"
    return (
        f"CASE WHEN regexp_full_match({normal}, '{ROUNDED}') THEN {CUT} "
        f"WHEN regexp_full_match({normal}, '{OF_A_SPREADSHEET}') THEN {ERROR} "
        f"WHEN {_empty(normal)} OR (NOT regexp_full_match({normal}, '[0-9A-Z]*') AND "
        f"({no_word} OR {_repeated(signs, 3)})) THEN {EMPTY} "
        f"WHEN {normal} IN ({listed}) THEN {DUMMY} "
        f"WHEN regexp_matches({normal}, '^\\D{{2}}') AND "
        f"(({plain} AND {lacks}) OR ({test})"
        f"{f' OR ({lacks})' if wordless else ''}) THEN {WORD} ELSE 0 END"
    )


def numbered_test(normal: str) -> str:
    """SQL: whether an id is like a word for a test with a number behind."""
    return f"regexp_full_match({normal}, '(?i)[^0-9]*(test|dummy|anon|unk)[^0-9]*\\d+')"


def _empty(normal: str) -> str:
    """SQL: whether an id is 0, a small number below 0, or one character repeated."""
    return (
        f"({normal} = '0' OR {_repeated(normal, 5)} OR ({_repeated(normal, 3)} AND "
        f"NOT regexp_matches({normal}, '^[1-8]')) OR {normal} IN ('99', 'XX', 'ZZ') "
        f"OR regexp_full_match({normal}, '[-−–]\\d{{1,4}}(\\.0+)?|[+-]?0+(\\.0+)?'))"
    )


def _repeated(text: str, least: int) -> str:
    """SQL: whether a text is one character, at least so often."""
    return f"(length({text}) >= {least} AND replace({text}, left({text}, 1), '') = '')"


def neighbours(normal: str) -> str:
    """SQL: the ids next to one that ends in digits, with the zeros before them and
    without, as a list; empty for others and for 0."""
    digits = f"regexp_extract({normal}, '\\d{{1,18}}$')"
    before = f"left({normal}, length({normal}) - length({digits}))"
    number = f"TRY_CAST({digits} AS BIGINT)"
    near = (
        f"list_transform(list_filter(range({number} - {NEAR}, {number} + {NEAR + 1}), "
        f"lambda x: x <> {number} AND x > 0), lambda x: x::VARCHAR)"
    )
    padded = (
        f"list_transform({near}, lambda x: {before} || lpad(x, greatest("
        f"length({digits}), length(x))::INTEGER, '0'))"
    )
    return (
        f"CASE WHEN regexp_full_match({normal}, '[A-Z]+\\d+|0*[1-9]\\d*') THEN "
        f"list_concat({padded}, list_transform({near}, lambda x: {before} || x)) "
        "ELSE []::VARCHAR[] END"
    )


def cut(normal: str) -> str:
    """SQL: whether a number has more digits than a spreadsheet keeps, and 0 for each of
    those that it does not."""
    return (
        f"(length({normal}) > {EXACT} AND regexp_full_match({normal}, '\\d+') AND "
        f"replace(substr({normal}, {EXACT + 1}), '0', '') = '')"
    )


def told(
    source: Source, fault: int, rows: int, share: str, examples: tuple[int, ...]
) -> Problem:
    """The problem that goes with rows left out since their id stands for nobody; share:
    of the rows, in words. Stops if it is every row."""
    every = share == "all rows"
    found = {
        WORD: "is a word that stands for nobody (as “unknown” or “test” do)",
        ERROR: "is an error of a spreadsheet (as #N/A or #REF!) and stands for nobody",
        EMPTY: "is 0, a number below 0 or one character repeated, which stands for "
        "nobody",
        DUMMY: "is a dummy number that stands for nobody",
        CUT: f"was rounded or cut to {EXACT} digits by a spreadsheet, so that "
        "different people have the same one",
    }[fault]
    remedy = "Nothing to do if these people are not known; else put their ids right."
    if fault == ERROR:
        remedy = "Mend the formula in the workbook, or export the ids as values."
    if fault == CUT:
        remedy = (
            "Export again as CSV without opening it in a spreadsheet, or format the "
            "column as text before saving."
        )
    return Problem(
        "id_rounded" if fault == CUT else "id_of_nobody",
        f"The patient id in {share} {found}; "
        f"{'no row is left' if every else 'left out'}.",
        remedy,
        file=source.label,
        column=source.header("patient_id"),
        rows=rows,
        examples=examples,
        stops=every,
    )
