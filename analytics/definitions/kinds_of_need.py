"""The kinds of frequent attender that published studies found again and again, in
words.

The one reviewed place for what each is; `methods.segments.rules` applies them. The
studies found their classes with models; the cut-offs here are our reading of them,
written down so that a clinician can check, change and repeat them. A person is of the
first kind that fits.
"""

from dataclasses import dataclass

CHILD_BELOW = 18
OLDER_FROM = 65
CONDITIONS = 2  # of the registered list: multimorbidity
KINDS_OF_COMPLAINT = 4  # stands in for conditions where no list says
MIND_SHARE = 1 / 3  # of recorded reasons
MANY_CONTACTS = 36  # in a year, three a month, at A&E and the GP together
SEVERE_SHARE = 0.10  # of A&E attendances that ended in admission
SHORT_DAYS = 182  # from first to last contact: half a year
YOUNG_BELOW = 45
MIND = ("mental_health", "neurological", "substance_use")


@dataclass(frozen=True)
class Kind:
    """A published kind of frequent attender: its name, the rule in words, whose study
    it is; what usually helps such people, and who found so.

    needs: slugs of `services.needs`; a local service that meets one takes them.
    known_by: what all of them have, as a clinician would say it; "" where it is not one
    thing.
    """

    slug: str
    name: str
    definition: str
    source: str
    helps: str = ""
    evidence: str = ""
    needs: tuple[str, ...] = ()
    known_by: str = ""


KINDS = (
    Kind(
        "children",
        "Children and young people",
        f"Under {CHILD_BELOW} years of age.",
        "NW London, BMJ Open 2021;11:e050847",
        "No controlled study is known to us. Most have no long-term condition: look "
        "first at access to the practice, and at advice to parents on when to come.",
        "NW London, BMJ Open 2021;11:e050847: 75% of the highest group had no "
        "long-term condition",
        ("families",),
    ),
    Kind(
        "mind_high_intensity",
        "High intensity mental health, neurological or substance use",
        "At least a third of the recorded reasons are mental health, neurological, "
        "alcohol or "
        "drugs; and frequent at A&E by the rule, or at least three contacts a month "
        "at A&E and the GP together.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021",
        "One named nurse or case manager who calls and coordinates care lowered A&E "
        "use in trials, by about a quarter at best.",
        "Reinius 2013 (trial, ratio 0.77, 0.69 to 0.86); Shumway 2008 (trial, a fall); "
        "Soril 2015 (10 of 12 studies)",
        ("mental_health", "drugs_and_alcohol", "housing"),
    ),
    Kind(
        "older_multimorbid",
        "Older, several conditions",
        f"Aged {OLDER_FROM} or over with at least {CONDITIONS} long-term conditions; "
        "where no "
        f"list gives conditions, at least {KINDS_OF_COMPLAINT} kinds of complaint.",
        "Mattock, BMJ Public Health 2026; Dorset 2024",
        "The same GP each time. Integrated care teams did not lower their A&E use "
        "(+33%, 16 to 54): expect better care before fewer attendances.",
        "Health Foundation, NE Hampshire and Farnham; continuity: 2.27 times "
        "the emergency admissions without it (1.37 to 3.76), aged 65 or over",
        ("care", "falls", "memory", "carers", "loss", "getting_about"),
        "several conditions",
    ),
    Kind(
        "lower_severity",
        "Lower severity or short term",
        f"At most {SEVERE_SHARE:.0%} of A&E attendances ended in admission, or all "
        "contacts fell within half a year.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021",
        "Most stop by themselves: four in five are above the rule in one year only. "
        "A GP who goes through the reasons with them saved visits in a trial.",
        "Lago 2019, Wollongong (80% once); Bellon 2008 (trial, 13.1 visits a "
        "year against 16.7 and 19.4)",
        ("practice_team", "healthy_living", "company"),
    ),
    Kind(
        "unclassified",
        "None of these",
        "Nothing above fits, or the extracts do not say.",
        "Mattock, BMJ Public Health 2026: a fourth, unstable class",
        "A GP who goes through the reasons with them: 4 to 6 fewer consultations a "
        "year in the best trials, otherwise uncertain.",
        "Haroun 2016 (review of 17 trials)",
        ("practice_team", "housing"),
    ),
)
KIND_TITLES = {kind.slug: kind.name for kind in KINDS}


def age_in_words(age: float) -> str:
    """Who people of an age are: "young adults"; "people" where it is not known."""
    for below, words in (
        (CHILD_BELOW, "children and young people"),
        (YOUNG_BELOW, "young adults"),
        (OLDER_FROM, "middle-aged adults"),
    ):
        if age < below:
            return words
    return "older people" if age >= OLDER_FROM else "people"
