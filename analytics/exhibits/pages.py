"""Every page that shows exhibits, by its stem."""

from analytics.exhibits import (
    before_after,
    cohorts,
    extracts,
    footprint,
    frequent_attenders,
    indicators,
    neighbourhoods,
    over_time,
    overview,
    places,
    population,
    quality,
    savings,
    scorecard,
    segments,
    services,
    support,
    who_next,
)
from analytics.exhibits.exhibit import Page

PAGES: dict[str, Page] = {
    module.PAGE.stem: module.PAGE
    for module in (
        overview,
        frequent_attenders,
        segments,
        over_time,
        footprint,
        population,
        who_next,
        cohorts,
        before_after,
        savings,
        support,
        services,
        places,
        neighbourhoods,
        indicators,
        scorecard,
        extracts,
        quality,
    )
}

# The pages whose figures a meeting goes through one by one, in order.
IN_A_MEETING = tuple(stem for stem in PAGES if stem not in ("extracts", "quality"))
