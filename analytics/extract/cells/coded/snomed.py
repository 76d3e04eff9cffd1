"""SNOMED CT ids, told from other digits by their check digit and partition.

Verhoeff 1969; SNOMED CT Technical Implementation Guide, "Check-digit computation" and
"Partition identifier".
"""

SHORTEST, LONGEST = 6, 18
WITHOUT_NAMESPACE = 15  # digits of the longest id without a namespace, in practice
OWN, NAMESPACED = ("00", "01", "02"), ("10", "11", "12")  # partitions
_TIMES = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_TURN = "1576283094"


def is_snomed(code: str) -> bool:
    """Whether digits are a SNOMED CT id: by check digit, partition and length."""
    if not (code.isdigit() and SHORTEST <= len(code) <= LONGEST) or code[0] == "0":
        return False
    partition = code[-3:-1]
    if partition not in (*OWN, *NAMESPACED):
        return False
    if len(code) > WITHOUT_NAMESPACE and partition not in NAMESPACED:
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = int(_TURN[turned])
        check = int(_TIMES[check][turned])
    return check == 0
