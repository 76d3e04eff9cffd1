"""Whether somebody came: the codes of the NHS Data Dictionary, that several tables use.

Source: NHS Data Model and Dictionary, ATTENDED OR DID NOT ATTEND CODE.
"""

from analytics.definitions.canonical import Field

CAME = ("5", "6")
TITLES = {
    "5": "Attended on time",
    "6": "Arrived late, but was seen",
    "7": "Arrived late, could not be seen",
    "2": "Cancelled by the person",
    "3": "Did not attend",
    "4": "Cancelled by the provider",
    "0": "Still to come",
}


def attended(missing: str) -> Field:
    """The field that says whether somebody came. missing: what becomes of the pages
    where no column says so."""
    return Field(
        "attended",
        "category",
        "5 attended, 6 came late and was seen, 7 too late to be seen, 2 cancelled by "
        "the person, 3 did not attend, 4 cancelled by the provider, 0 still to come",
        allowed=tuple(TITLES),
        without=missing,
    )
