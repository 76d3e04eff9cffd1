"""The needs that a local service may meet: the one place that says by which words a
directory's terms, a service's kind and its name are read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """A need, as a referrer would say it.

    words: beginnings of words, any of which in a term of a taxonomy, or else in the
    kind or name of a service, says that the service meets it.
    """

    slug: str
    title: str
    words: tuple[str, ...]


NEEDS = (
    Need(
        "mental_health",
        "Mental health",
        ("mental", "counsel", "talking therap", "anxiety", "depress", "crisis", "mind"),
    ),
    Need(
        "drugs_and_alcohol",
        "Drugs and alcohol",
        ("drug", "alcohol", "substance", "addiction", "drinking"),
    ),
    Need("housing", "Housing", ("hous", "homeless", "tenan", "rough sleep")),
    Need(
        "money_and_food",
        "Money, benefits and food",
        ("money", "debt", "benefit", "welfare", "food", "fuel", "financ"),
    ),
    Need(
        "company",
        "Company and peer support",
        ("peer support", "lonel", "befriend", "isolat", "social group", "company"),
    ),
    Need(
        "healthy_living",
        "Healthy living",
        (
            "healthy living",
            "physical activ",
            "exercis",
            "weight",
            "smok",
            "sport",
            "wellbeing",
        ),
    ),
    Need("pain", "Pain and movement", ("pain", "physio", "rehabilit", "musculoskel")),
    Need(
        "care",
        "Care and support at home",
        (
            "care and support",
            "social care",
            "home care",
            "ageing",
            "frail",
            "equipment",
        ),
    ),
    Need("falls", "Falls", ("fall",)),
    Need("memory", "Memory and dementia", ("dementia", "memory", "alzheimer")),
    Need("carers", "Carers", ("carer",)),
    Need(
        "families",
        "Children and families",
        ("famil", "child", "young people", "youth", "parent", "baby"),
    ),
    Need(
        "loss",
        "End of life and loss",
        ("end of life", "bereave", "hospice", "grief", "palliative"),
    ),
    Need("getting_about", "Getting about", ("getting about", "transport", "mobility")),
    Need("work", "Work and learning", ("employ", "work and learning", "job", "skills")),
    Need("safety", "Abuse and safety", ("abuse", "violence", "safeguard", "safety")),
    Need("practice_team", "The practice’s own team", ("pcn", "practice team")),
)
TITLES = {need.slug: need.title for need in NEEDS}


def needs_of(said: Iterable[str], called: str) -> tuple[str, ...]:
    """The needs that a service meets, by slug, in the order of `NEEDS`; terms that say
    none of them follow as they are.

    said: what its directory says. called: its kind and name, which count only where the
    directory says no need of ours.

    >>> needs_of(["Debt advice", "Falconry"], "any")
    ('money_and_food', 'Falconry')
    >>> needs_of([], "PCN team PCN physiotherapist")
    ('pain', 'practice_team')
    """
    terms = [term.strip() for term in said if term.strip()]
    found = _meets(terms) or _meets([called])
    rest = [term for term in terms if not any(_says(need, term) for need in NEEDS)]
    return (*found, *dict.fromkeys(rest))


def _meets(texts: list[str]) -> list[str]:
    return [need.slug for need in NEEDS if any(_says(need, text) for text in texts)]


def title_of(need: str) -> str:
    """A need as it is shown; a term of a directory that is none of ours, as it is."""
    return TITLES.get(need, need)


def _says(need: Need, text: str) -> bool:
    plain = text.casefold().replace("_", " ")
    if plain in (need.slug.replace("_", " "), need.title.casefold()):
        return True
    return any(re.search(rf"\b{re.escape(word)}", plain) for word in need.words)
