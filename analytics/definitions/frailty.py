"""How frail somebody is, as practices record it: the categories of the electronic
frailty index, in words or as SNOMED CT codes of the UK edition."""

FIT, MILD, MODERATE, SEVERE = FRAILTIES = ("fit", "mild", "moderate", "severe")
FRAILTY_TITLES = {
    FIT: "Fit",
    MILD: "Mild frailty",
    MODERATE: "Moderate frailty",
    SEVERE: "Severe frailty",
}
_CODES = {
    "925791000000100": MILD,
    "925831000000107": MODERATE,
    "925861000000102": SEVERE,
}
FRAILTY_WORDS = (
    *((title.lower(), slug) for slug, title in FRAILTY_TITLES.items()),
    *((f"{slug}ly frail", slug) for slug in FRAILTIES[1:]),
    ("not frail", FIT),
    *_CODES.items(),
)
