"""The tabs of each page, as its address has them, and those that no meeting sees."""

TABS = {
    "understand/frequent_attenders": [
        "Who",
        "What for",
        "When",
        "Other rules",
        "The list",
    ],
    "understand/over_time": ["From year to year", "Age, place, need"],
    "understand/footprint": [
        "By service",
        "How few take how much",
        "Avoidable",
        "Saved or shifted",
        "One person’s year",
    ],
    "understand/population": [
        "Who is registered",
        "Conditions",
        "Segments",
        "Use",
        "Fairness",
        "Lists and places",
    ],
    "act/who_next": [
        "Whom to look at first",
        "How good it is",
        "For everybody alike?",
        "Named a year ago",
    ],
    "act/cohorts": ["Define", "Understand", "Act", "Learn"],
    "act/before_after": [
        "Answer",
        "Why believe it",
        "Asked other ways",
        "When no programme ran",
        "Targets",
        "Everybody",
        "One by one",
    ],
    "act/savings": ["Worth here", "If copied", "What studies found"],
    "act/services": ["Near here", "Access", "Directory"],
    "act/support": [
        "Where they stand",
        "Why, what, how it ended",
        "Services",
        "Who refers, who helps",
        "Month by month",
        "Roles",
    ],
    "compare/neighbourhoods": [
        "How they differ",
        "Where need is greatest",
        "Where edges could be",
    ],
    "assure/extracts": ["This dataset", "Load my own", "All datasets"],
    "assure/definitions": [
        "What is counted",
        "Words",
        "Rules and whose they are",
        "What is normal",
        "Avoidable use",
        "Diagnosis groups",
        "Columns of an extract",
    ],
}


AT_A_DESK = (
    "Whom to look at first",
    *("The list", "One by one", "One person’s year", "Everyone in one picture"),
    *("Define", "Act"),
)
