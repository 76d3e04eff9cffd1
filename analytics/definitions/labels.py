"""What things with a code are called: a label for each code, no two alike.

A name is no key: two practices may be called "The Surgery". Whatever shows, draws,
links or chooses by a name does so by these labels, so that nothing of one stands under
the other.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

NOT_GIVEN = "not known which"


@lru_cache(maxsize=65536)  # each name is compared many times
def folded(name: str) -> str:
    """A name as names are compared: whatever the case, the blanks, and the signs that
    nobody sees.

    >>> folded("ASH  Lane ") == folded("Ash Lane")
    True
    """
    seen = (sign for sign in name if unicodedata.category(sign) != "Cf")
    return tidy(unicodedata.normalize("NFKC", "".join(seen))).casefold()


def tidy(name: str) -> str:
    """A name with single blanks, as a screen would show it anyway."""
    return " ".join(name.split())


def with_code(name: str, code: str) -> str:
    """How one of several with the same name is called: "The Surgery (F81001)"."""
    return f"{tidy(name)} ({code})"


def labels(names: Mapping[str, str], taken: Collection[str] = ()) -> dict[str, str]:
    """Code → what it is called: its name where that is its own, else "name (code)"; the
    code where it has no name.

    A name is its own where no other code has it (see `folded`), none is spelled like
    it, and it is none of the words `taken`. No two labels are alike, nor is one like
    another's code.

    >>> labels({"P1": "The Surgery", "P2": "the surgery ", "P3": "Ash Lane", "P4": ""})
    {'P1': 'The Surgery (P1)', 'P2': 'the surgery (P2)', 'P3': 'Ash Lane', 'P4': 'P4'}
    """
    found = {code: tidy(name) or code for code, name in names.items()}
    others = {folded(word) for word in taken}
    codes = {folded(code) for code in names}

    def alike() -> list[str]:
        """The codes whose label is not theirs alone."""
        many = Counter(map(folded, found.values()))
        return [
            code
            for code, label in found.items()
            if (key := folded(label)) != folded(code)
            and (many[key] > 1 or key in others or key in codes)
        ]

    while again := alike():  # once, but for a name that looks like another's label
        bare = [code for code in again if found[code] == tidy(names[code])]
        for code in bare or again:
            found[code] = with_code(found[code], code)
    return found


def commonest(names: Iterable[str], codes: Iterable[str]) -> dict[str, str]:
    """Code → its commonest name, the first of equals; codes without a name are not in
    it."""
    many: dict[str, Counter[str]] = defaultdict(Counter)
    for name, code in zip(names, codes, strict=True):
        if code and tidy(name):
            many[code][tidy(name)] += 1
    return {code: found.most_common(1)[0][0] for code, found in many.items()}


def parted(names: Sequence[str], within: Sequence[str]) -> list[str]:
    """Names that are keys for want of a code, told apart by what they lie in, row by
    row: "Central PCN (Hillside)" and "Central PCN (Riverside)"; as they are where they
    lie in one place only.

    A name however it is spelled (`folded`) is one name, in its commonest spelling. A
    row whose place is empty is of the name's one place, if it has one. Empty names stay
    so.

    >>> parted(["Central", "central ", "North"], ["Hillside", "Riverside", "Hillside"])
    ['Central (Hillside)', 'Central (Riverside)', 'North']
    """
    rows = [
        (folded(name), tidy(place)) for name, place in zip(names, within, strict=True)
    ]
    usual = commonest(names, (key for key, _place in rows))
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for key, place in rows:
        if key and place:
            places[key].setdefault(folded(place), place)
    return [
        usual.get(key, "")
        if len(places[key]) < 2
        else with_code(usual[key], places[key].get(folded(place), NOT_GIVEN))
        for key, place in rows
    ]
