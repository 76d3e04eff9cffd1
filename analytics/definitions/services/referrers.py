"""Who may refer to a local service: the words by which a directory says it, and whom
each lets in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Referrer:
    """Somebody who asks for a service. words: how directories say that they may. also:
    others whose right is theirs too."""

    slug: str
    title: str
    words: tuple[str, ...]
    also: tuple[str, ...] = ()


REFERRERS = (
    Referrer(
        "self",
        "The person",
        ("self", "drop-in", "drop in", "walk in", "walk-in", "come along", "anybody"),
    ),
    Referrer(
        "gp", "A GP", ("gp", "general practi", "doctor"), ("practice", "professional")
    ),
    Referrer(
        "practice",
        "The practice team",
        ("practice", "social prescriber", "link worker", "care coordinator"),
        ("professional",),
    ),
    Referrer(
        "professional",
        "Another professional",
        ("professional", "any agency", "social worker", "health worker"),
    ),
)
TITLES = {one.slug: one.title for one in REFERRERS}


def referrers_of(said: Iterable[str], how: str) -> tuple[str, ...]:
    """Who may refer, by slug; () where it is not said.

    said: what the directory says of it. how: how a person is referred, whose words
    count where nothing else is said.
    """
    texts = [text.casefold() for text in said if text.strip()] or [how.casefold()]
    return tuple(
        one.slug
        for one in REFERRERS
        if any(
            re.search(rf"\b{re.escape(word)}", text)
            for word in one.words
            for text in texts
        )
    )


def lets_in(referrers: Iterable[str], who: str) -> bool:
    """Whether a service takes a referral of somebody; also where it does not say."""
    there = set(referrers)
    one = next(one for one in REFERRERS if one.slug == who)
    return not there or bool(there & {one.slug, *one.also})
