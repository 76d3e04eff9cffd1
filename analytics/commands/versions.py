"""`python -m analytics versions`: the versions kept of a dataset, and going back to
one."""

from argparse import ArgumentParser, Namespace
from typing import Any

from analytics.store.earlier import open_version, readable
from analytics.store.home import live_folder
from analytics.store.intact import damage
from analytics.store.live import make_live


def add_arguments(parser: ArgumentParser) -> None:
    """The dataset, and the version to go back to."""
    parser.add_argument("--data", required=True, metavar="DATASET")
    parser.add_argument(
        "--make-live",
        metavar="VERSION",
        help="the version to be shown from now on; the others stay",
    )


def run(args: Namespace) -> dict[str, Any]:
    """The versions, newest first: when loaded, live or not, and whether whole.

    With --make-live that one is made live first, if it is as it was written.
    """
    if args.make_live:
        open_version(args.data, args.make_live)
        make_live(args.data, args.make_live)
    live = live_folder(args.data)
    versions = [
        {
            "version": version,
            "loaded": manifest.created,
            "fingerprint": manifest.fingerprint,
            "live": version == live.name,
            "damage": damage(live.parent / version, manifest, wait=True),
        }
        for version, manifest in readable(args.data).items()
    ]
    return {"dataset": args.data, "versions": versions}


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    lines = [
        f"{one['version']}: loaded {one['loaded'][:16].replace('T', ' ')}, "
        f"data {one['fingerprint'][:8]}"
        + (", live" if one["live"] else "")
        + (f"; damaged: {one['damage']}" if one["damage"] else "")
        for one in found["versions"]
    ]
    return "\n".join([f"Versions of {found['dataset']}, newest first:", *lines])
