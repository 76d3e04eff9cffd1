"""Which addresses are this machine's own."""

import ipaddress

EVERY = {"", "0.0.0.0", "::"}  # no address, or all of them


def opened_up(address: str | None) -> str:
    """On which networks an address listens, in words; "" where only this machine can
    reach it. None: the server was given no address, so it listens on all."""
    where = (address or "").strip().strip("[]")
    if only_here(where):
        return ""
    listens = (
        "on every network that this machine is on"
        if where in EVERY
        else f"on {where}, which other machines may reach"
    )
    return f"This dashboard listens {listens}."


def only_here(where: str) -> bool:
    """Whether an address is one of this machine alone (or a socket in a folder)."""
    if where.startswith("unix:") or where == "localhost":
        return True
    try:
        return ipaddress.ip_address(where).is_loopback
    except ValueError:  # a name, of which we do not know who else has it
        return False


def from_here(address: str) -> str:
    """What this machine calls an address that it listens on, as a URL has it."""
    where = address.strip().strip("[]")
    if where in EVERY:
        return "localhost"
    return f"[{where}]" if ":" in where else where
