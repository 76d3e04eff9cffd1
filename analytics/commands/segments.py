"""`segments`: the kinds of need among frequent attenders, found in the data and by
rule."""

from analytics.definitions.words import listed, percent, pounds, rate
from analytics.definitions.words import people as people_in_words
from analytics.measures.counting.settle import settle
from analytics.measures.segments.segments import kinds_by_rule, segmentation
from analytics.methods.segments.cards import CONTACTS, each


def add_arguments(parser) -> None:
    """No flags but the filters."""


def run(dataset, filters, args) -> dict:
    """segments, stability, k, rule_segments, with the rule and the criterion in
    words."""
    found = segmentation(dataset, filters, every_copy=True)
    by_rule = kinds_by_rule(dataset, filters)
    settled = settle(dataset, filters).filters
    return {
        "as_at": settled.as_at.isoformat(),
        "months": settled.months,
        "rule": settled.sentence(),
        "people": found.people,
        "segments": [_card(card, dataset) for card in found.segments],
        "stability": {
            "in_words": found.stability,
            "jaccard": None if found.overlap is None else round(found.overlap, 3),
            "meaning": found.in_words(),
        },
        "k": found.k,
        "criterion": found.criterion,
        "seed": found.seed,
        "tried": [
            {
                "k": tried.k,
                "silhouette": round(tried.silhouette, 4),
                "smallest": tried.smallest,
                "to_beat": None if tried.chance is None else round(tried.chance, 4),
                "jaccard": None if tried.jaccard is None else round(tried.jaccard, 3),
                "passed": tried.passed,
            }
            for tried in found.tried
        ],
        "rule_segments": [_card(card, dataset) for card in by_rule],
    }


def _card(card, dataset) -> dict:
    """A card; use of a service whose extract is not loaded is null, not nought."""
    found = card.as_dict()
    for kind in CONTACTS:
        if kind not in dataset.kinds_with_rule:
            cost = ("cost_gbp",) if kind.costs else ()
            found |= dict.fromkeys((kind.used, each(kind), *cost))
    return found


def as_text(found: dict) -> str:
    """The segments for people."""
    lines = [found["rule"], found["stability"]["meaning"]]
    for title, which in (
        ("Found in the data", "segments"),
        ("By the rules of the literature", "rule_segments"),
    ):
        if found[which]:
            lines += ["", f"{title}:"]
            lines += [_line(segment) for segment in found[which]]
    return "\n".join(lines)


def _line(segment: dict) -> str:
    if not segment["people"]:
        return f"- {segment['name']}: nobody."
    parts = [f"{people_in_words(segment['people'])} ({percent(segment['share'])})"]
    if segment["median_age"] is not None:
        parts.append(f"median age {segment['median_age']:.0f}")
    use = [
        f"{rate(segment[name])} {called}"
        for name, called in ((each(kind), kind.called) for kind in CONTACTS)
        if segment[name] is not None
    ]
    parts.append(f"{listed(use)} each")
    if segment["cost_gbp"] is not None:
        parts.append(pounds(segment["cost_gbp"]))
    parts += [f"{r['group']} {percent(r['share'])}" for r in segment["top_reasons"]]
    if "stability" in segment:
        parts.append(f"{segment['stability']} ({segment['jaccard']:.2f})")
    return f"- {segment['name']}: {'; '.join(parts)}."
