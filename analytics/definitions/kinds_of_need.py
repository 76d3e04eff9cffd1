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
MIND = ("mental_health", "neurological", "substance_use")


@dataclass(frozen=True)
class Kind:
    """A published kind of frequent attender: its name, the rule in words, whose study
    it is."""

    slug: str
    name: str
    definition: str
    source: str


KINDS = (
    Kind(
        "children",
        "Children and young people",
        f"Under {CHILD_BELOW} years of age.",
        "NW London, BMJ Open 2021;11:e050847",
    ),
    Kind(
        "mind_high_intensity",
        "High intensity mental health, neurological or substance use",
        "At least a third of the recorded reasons are mental health, neurological, "
        "alcohol or "
        "drugs; and frequent at A&E by the rule, or at least three contacts a month "
        "at A&E and the GP together.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021",
    ),
    Kind(
        "older_multimorbid",
        "Older, several conditions",
        f"Aged {OLDER_FROM} or over with at least {CONDITIONS} long-term conditions; "
        "where no "
        f"list gives conditions, at least {KINDS_OF_COMPLAINT} kinds of complaint.",
        "Mattock, BMJ Public Health 2026; Dorset 2024",
    ),
    Kind(
        "lower_severity",
        "Lower severity or short term",
        f"At most {SEVERE_SHARE:.0%} of A&E attendances ended in admission, or all "
        "contacts fell within half a year.",
        "Mattock, BMJ Public Health 2026; Moe, CMAJ Open 2021",
    ),
    Kind(
        "unclassified",
        "None of these",
        "Nothing above fits, or the extracts do not say.",
        "Mattock, BMJ Public Health 2026: a fourth, unstable class",
    ),
)
KIND_TITLES = {kind.slug: kind.name for kind in KINDS}
