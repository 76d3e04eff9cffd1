"""Texts of a caseload as few groups: the commonest by name, the rest together."""

import pandas as pd

NOT_RECORDED = "Not recorded"


def commonest(texts: pd.Series, most: int, rest: str) -> pd.Series:
    """Each text as it is called on screen: with a capital, the same whatever its case;
    the rare ones as `rest`, the missing ones as not recorded. No more than `most` are
    named; ties go by the alphabet."""
    plain = texts.fillna("").astype(str).str.strip()
    named = plain.str[:1].str.upper() + plain.str[1:]
    folded = plain.str.casefold()
    first = dict(zip(folded[::-1], named[::-1], strict=True))
    counts = folded[folded != ""].value_counts()
    order = sorted(counts.index, key=lambda text: (-counts[text], text))
    kept = {text: first[text] for text in order[:most]}
    if len(order) == most + 1:  # one alone is better named than called the rest
        kept[order[most]] = first[order[most]]
    return folded.map(lambda text: kept.get(text, rest) if text else NOT_RECORDED)


def in_order(groups: pd.Series, rest: str) -> list[str]:
    """The groups, most rows first, the rest and what is not recorded at the end."""
    counts = groups.value_counts()
    return sorted(
        counts.index,
        key=lambda name: (name == NOT_RECORDED, name == rest, -counts[name], name),
    )
