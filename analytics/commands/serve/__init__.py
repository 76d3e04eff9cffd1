"""`python -m analytics serve`: check the set-up, then run the dashboard.

Exit codes: 0 stopped as asked (`--check`: it may start), 2 something is missing and
nothing was started, 1 a process would not stay.
"""

import functools
import sys
import threading
from argparse import ArgumentParser, Namespace
from typing import Any

from analytics import settings
from analytics.definitions.words import counted
from analytics.errors import InputError, Problem
from analytics.operation import health, setup
from analytics.operation.network import from_here
from analytics.operation.processes import Processes
from analytics.operation.serving import HEALTH_FROM_PORT, PORT, Serving
from analytics.operation.warm import show, warm
from analytics.store.home import home


def add_arguments(parser: ArgumentParser) -> None:
    """Where to serve, by how many processes, and whether only to check."""
    usual = Serving()
    parser.add_argument("--address", default=usual.address, help="listened on")
    parser.add_argument("--port", type=int, default=PORT, help="of the first process")
    parser.add_argument(
        "--processes",
        type=int,
        default=usual.processes,
        metavar="N",
        help="server processes, on N ports from --port on; more than one need a proxy "
        "before them that brings the same person to the same one",
    )
    parser.add_argument(
        "--health-port",
        type=int,
        metavar="PORT",
        help=f"says whether all is well ({health.PATH}); usually --port + "
        f"{HEALTH_FROM_PORT}, 0: nowhere",
    )
    parser.add_argument("--check", action="store_true", help="check, and do no more")
    parser.add_argument(
        "--no-browser", action="store_true", help="open no browser at this desk"
    )
    parser.epilog = (
        "Exit code 0: stopped as asked, or --check found nothing that stops it. 2: "
        "something is missing; all of it is listed. 1: a process would not stay."
    )


def run(args: Namespace) -> dict[str, Any]:
    """problems (that do not stop it), settings (each: name, value as it may be shown,
    what); after serving also stopped, restarts. Raises InputError with all that is
    missing."""
    health_port = args.health_port
    if health_port is None:
        health_port = args.port + HEALTH_FROM_PORT
    serving = Serving(args.address, args.port, args.processes, health_port)
    problems = setup.problems(serving)
    found: dict[str, Any] = {
        "problems": [one.as_dict() | {"flag": one.flag} for one in problems],
        "settings": [
            {"name": one.name, "value": one.shown(), "what": one.what}
            for one in settings.EVERY
        ],
    }
    if any(one.stops for one in problems):
        if args.check and not args.json:
            print(_settings(found), end="\n\n")
        raise InputError(problems)
    if args.check:
        return found
    return found | _serve(serving, problems, not args.no_browser)


def as_text(found: dict[str, Any]) -> str:
    """The same for people."""
    if "stopped" in found:
        return "Stopped." if found["stopped"] else "A process would not stay: stopped."
    warnings = [
        f"Warning: {one['message']} {one['flag']}".rstrip() for one in found["problems"]
    ]
    return "\n".join(
        [_settings(found), "", *warnings, "The set-up is whole: it may start."]
    )


def _serve(serving: Serving, problems: list[Problem], browser: bool) -> dict[str, Any]:
    for one in problems:
        _told(f"Warning: {one.at_command_line()}")
    processes = Processes(serving, _told)
    state = functools.partial(health.state, processes, home())
    with (
        setup.served(),
        health.told_at(serving.address, serving.health_port, state),
    ):
        here = from_here(serving.address)
        _told(f"The dashboard: http://{here}:{serving.port}")
        if serving.processes > 1:
            ports = counted(serving.processes, "process", "processes")
            _told(f"{ports} to port {serving.ports[-1]}, for a proxy before them.")
        if serving.health_port:
            _told(f"Its health: http://{here}:{serving.health_port}{health.PATH}")
        if browser:
            threading.Thread(target=_open, args=(serving,), daemon=True).start()
        stopped = processes.run()
    restarts = {str(one.port): one.restarts for one in processes.every}
    return {"stopped": stopped, "restarts": restarts, "exit": 0 if stopped else 1}


def _open(serving: Serving) -> None:
    if warm(serving.port, serving.address):
        show(serving.port, serving.address)


def _settings(found: dict[str, Any]) -> str:
    width = max(len(one["name"]) for one in found["settings"])
    return "\n".join(
        f"{one['name']:{width}}  {one['value']}" for one in found["settings"]
    )


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
