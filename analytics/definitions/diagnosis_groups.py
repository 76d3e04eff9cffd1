"""Diagnosis groups: which group a coded diagnosis or reason belongs to.

The reviewed table is `diagnosis_groups.csv` beside this file, one row a rule:

- `code`: a whole code (SNOMED CT, CTV3 with its capitals, HES 2 or 3 digits);
- `range`: ICD-10 three-character categories, such as F10-F19;
- `whole`: the whole term, in words; `words`: words anywhere in the term.

A code's rule wins over a term's; among terms the first rule in the table wins. In
words, `*` stands for any ending and `(a)` for a letter that may be missing:
`h(a)ematuria`, `depress*`.

Groups follow the ICD-10 chapters where a choice had to be made, with three exceptions
noted in the table: strokes are neurological, dementia and self-poisoning are mental
health (as in NHS England's mental-health flag for emergency care), chest pain and
faints are cardiac (as in the CEDIS list of emergency complaints).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pandas as pd

TABLE = Path(__file__).with_suffix(".csv")
NOT_RECORDED, OTHER = "not_recorded", "other"
GROUP_TITLES = {
    "mental_health": "Mental health",
    "substance_use": "Alcohol and drugs",
    "respiratory": "Respiratory",
    "cardiac": "Heart and circulation",
    "digestive": "Digestive",
    "genitourinary": "Kidney, urinary and genital",
    "musculoskeletal_and_injury": "Injury, muscles and joints",
    "skin": "Skin and allergy",
    "neurological": "Neurological",
    "endocrine": "Diabetes and endocrine",
    "pregnancy": "Pregnancy",
    "social": "Social need",
    "no_abnormality_found": "No abnormality found",
    "left_before_being_seen": "Left before being seen",
    "administrative": "Administrative and routine reviews",
    "other": "Other",
    "not_recorded": "Not recorded",
}
# What people of a group come with, as a clinician would say it. The groups left out
# say how a contact ended, or nothing.
COMPLAINTS = {
    "mental_health": "mental ill health",
    "substance_use": "alcohol or drugs",
    "respiratory": "chest and throat complaints",
    "cardiac": "chest pain and heart trouble",
    "digestive": "stomach and bowel complaints",
    "genitourinary": "urinary and gynaecological complaints",
    "musculoskeletal_and_injury": "injuries and painful joints",
    "skin": "skin complaints and allergy",
    "neurological": "headaches, fits or strokes",
    "endocrine": "diabetes and hormonal illness",
    "pregnancy": "pregnancy",
    "social": "social need",
    "no_abnormality_found": "nothing abnormal found",
}
# Reasons that help with attending often hardly touches: what changes in them alone is
# not the help's doing (a negative control of before and after).
UNTOUCHED = ("musculoskeletal_and_injury", "skin", "pregnancy")
UNTOUCHED_TITLE = "Injuries, skin and pregnancy"
CLINICAL = tuple(list(GROUP_TITLES)[:12])  # a kind of need, not an outcome or a gap


def classify(pairs: pd.DataFrame) -> pd.Series:
    """The group of each diagnosis: a slug of GROUP_TITLES, on the index of `pairs`.

    pairs: columns code, term, code_system (any may be absent or empty), best one row
    for each distinct combination. A code without a system is read by its shape. Never
    null: `not_recorded` where neither code nor term says anything, `other` where no
    rule fits.
    """
    text = (
        pairs.reindex(columns=["code", "term", "code_system"])
        .astype("string")
        .fillna("")
    )
    code, term = text["code"].str.strip(), _as_words(text["term"])
    system = text["code_system"].str.strip().str.lower()
    system = system.where(system != "", _system_by_shape(code))

    group = pd.Series(pd.NA, index=pairs.index, dtype="string", name="group")
    for look_up in (_by_exact_code, _by_icd10, _by_hes):
        group = group.fillna(look_up(code, system))
    by_term = _by_term(pd.Series(term[group.isna()].unique(), dtype="string"))
    group = group.fillna(term.map(by_term).astype("string"))
    silent = (code == "") & (term == "")
    return group.mask(group.isna() & silent, NOT_RECORDED).fillna(OTHER).astype("str")


@lru_cache(maxsize=1)
def rules() -> pd.DataFrame:
    """The reviewed table: code_system, kind, pattern, group, note, in order of
    precedence."""
    return pd.read_csv(TABLE, dtype="str", keep_default_na=False)


@lru_cache(maxsize=1)
def _codes() -> dict[tuple[str, str], str]:
    """(system, code or ICD-10 category) to group."""
    found = {}
    for rule in rules().itertuples():
        if rule.kind == "code":
            found[rule.code_system, rule.pattern] = rule.group
        elif rule.kind == "range":
            found |= {
                ("icd10", category): rule.group for category in categories(rule.pattern)
            }
    return found


def categories(pattern: str) -> list[str]:
    """The ICD-10 categories of a range.

    >>> categories("F08-F11")
    ['F08', 'F09', 'F10', 'F11']
    """
    first, _, last = pattern.partition("-")
    numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
    return [f"{first[0]}{number:02d}" for number in numbers]


def _matched(keys: pd.Series, system: pd.Series, wanted: str) -> pd.Series:
    """The groups of keys in one code system; null for the rest."""
    known = {code: group for (of, code), group in _codes().items() if of == wanted}
    return keys.where(system == wanted).map(known).astype("string")


def _by_exact_code(code: pd.Series, system: pd.Series) -> pd.Series:
    return _matched(code, system, "snomed").fillna(_matched(code, system, "ctv3"))


def _by_icd10(code: pd.Series, system: pd.Series) -> pd.Series:
    return _matched(code.str.upper().str[:3], system, "icd10")


def _by_hes(code: pd.Series, system: pd.Series) -> pd.Series:
    """Three digits if the table has them, else the first two; a lost leading zero is
    put back."""
    padded = code.where(code.str.len() > 1, "0" + code)
    return _matched(padded.str[:3], system, "hes").fillna(
        _matched(padded.str[:2], system, "hes")
    )


def _by_term(terms: pd.Series) -> dict[str, str]:
    """Term to group, for those terms that a rule fits."""
    group = pd.Series(pd.NA, index=terms.index, dtype="string")
    for (kind, slug), expression in _expressions():
        left = terms[group.isna()]
        fits = (
            left.str.fullmatch(expression)
            if kind == "whole"
            else left.str.contains(expression)
        )
        group[left.index[fits.to_numpy(dtype=bool)]] = slug
    known = group.notna()
    return dict(zip(terms[known], group[known], strict=True))


@lru_cache(maxsize=1)
def _expressions() -> list[tuple[tuple[str, str], str]]:
    """((kind, group), regular expression) for each run of term rules of one group, in
    order."""
    of_terms = [r for r in rules().itertuples() if r.kind in ("whole", "words")]
    found = []
    for key, run in groupby(of_terms, key=lambda rule: (rule.kind, rule.group)):
        choices = "|".join(_expression(rule.pattern) for rule in run)
        found.append(
            (key, f"(?:{choices})" if key[0] == "whole" else rf"\b(?:{choices})\b")
        )
    return found


def said_by(texts: pd.Series, patterns: Sequence[str]) -> pd.Series:
    """Which texts hold the words of a pattern, written as in the table: `depress*`."""
    choices = "|".join(_expression(pattern) for pattern in patterns)
    return _as_words(texts).str.contains(rf"\b(?:{choices})\b")


def _expression(pattern: str) -> str:
    """`h(a)emat*` as a regular expression."""
    letters = re.escape(pattern.lower())
    return letters.replace(r"\*", r"\w*").replace(r"\(", "(?:").replace(r"\)", ")?")


def _as_words(term: pd.Series) -> pd.Series:
    """Small letters and single spaces: hyphens, strokes, apostrophes and underscores
    part words."""
    return term.str.lower().str.replace(r"[\W_]+", " ", regex=True).str.strip()


def _system_by_shape(code: pd.Series) -> pd.Series:
    """The code system that a code's shape suggests; "" if none."""
    system = pd.Series("", index=code.index, dtype="string")
    system = system.mask(code.str.fullmatch(r"[A-Za-z0-9.]{5}"), "ctv3")
    system = system.mask(code.str.fullmatch(r"[A-Za-z]\d\d(?:\.\w{1,2}|\w)?"), "icd10")
    system = system.mask(code.str.fullmatch(r"\d{6,18}"), "snomed")
    return system.mask(code.str.fullmatch(r"\d{1,3}"), "hes")
