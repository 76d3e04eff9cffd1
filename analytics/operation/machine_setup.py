"""Whether the machine is fit to serve: Python, the libraries as pinned, free ports, the
engine chosen, the settings, proxies, the time zone."""

import difflib
import re
import shutil
import socket
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analytics import settings
from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.operation.network import opened_up
from analytics.operation.serving import MOST, Serving
from analytics.store.home import PROJECT

PIN = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s#]+)")
SHORTEST = 32  # characters of what signs cookies
ENGLAND = "Europe/London"
SCHEMES = ("http", "https", "socks5")


def problems(serving: Serving) -> list[Problem]:
    """Everything about this machine and its settings that somebody should know."""
    return [
        *_python(),
        *_libraries(PROJECT / "requirements.txt"),
        *_processes(serving),
        *_ports(serving),
        *_names(),
        *_debug(serving),
        *_cookie(),
        *_engine(),
        *_proxies(),
        *_time_zone(),
    ]


def _python() -> Iterator[Problem]:
    said = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    least = str(said["project"]["requires-python"]).removeprefix(">=")
    if sys.version_info[:2] < tuple(int(one) for one in least.split(".")):
        yield Problem(
            "python",
            f"This is Python {sys.version.split()[0]}.",
            f"Python {least} or newer is needed.",
        )


def _libraries(pinned: Path) -> Iterator[Problem]:
    other = []
    for line in pinned.read_text(encoding="utf-8").splitlines():
        if not (pin := PIN.match(line)):
            continue
        name, wanted = pin[1], pin[2]
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            there = "not installed"
        if there != wanted:
            other.append(f"{name} {wanted} ({there})")
    if other:
        yield Problem(
            "libraries",
            f"Other libraries than were tested: {'; '.join(dict.fromkeys(other))}.",
            f"{Path(sys.executable).name} -m pip install -r {pinned.name}",
        )


def _processes(serving: Serving) -> Iterator[Problem]:
    if not 1 <= serving.processes <= MOST:
        yield Problem(
            "processes",
            f"{serving.processes} processes cannot be started.",
            f"Ask for 1 to {MOST}, about one for each core of the machine.",
        )


def _ports(serving: Serving) -> Iterator[Problem]:
    health = (serving.health_port,) if serving.health_port else ()
    wanted = (*serving.ports[:MOST], *health)
    if not all(0 < one < 65536 for one in wanted):
        yield Problem(
            "port", "There is no such port.", "Choose one from 1024 to 65000."
        )
        return
    if set(health) & set(serving.ports):
        yield Problem(
            "port",
            f"The health page's port {serving.health_port} is a process's too.",
            "Choose another.",
            flag="--health-port names it.",
        )
    taken = [str(one) for one in wanted if not _free(serving.address, one)]
    if taken:
        yield Problem(
            "port_taken",
            f"Something else listens on port {listed(taken)} of "
            f"{serving.address or 'this machine'}, or this account may not.",
            "Stop it, or choose another port.",
            flag="--port and --health-port name them (make run: PORT=…).",
        )


def _free(address: str, port: int) -> bool:
    try:
        found = socket.getaddrinfo(
            address.strip("[]") or None,
            port,
            type=socket.SOCK_STREAM,
            flags=socket.AI_PASSIVE,
        )
        for family, kind, protocol, _, where in found:
            with socket.socket(family, kind, protocol) as probe:
                if sys.platform != "win32":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(where)
            return True
    except OSError:
        return False
    return False


def _names() -> Iterator[Problem]:
    known = [one.name for one in settings.EVERY]
    for name in settings.unknown():
        near = difflib.get_close_matches(name, known, 1)
        yield Problem(
            "setting_unknown",
            f"There is no setting {name}" + (f"; {near[0]} is meant?" if near else "."),
            "docs/operation.md lists them all.",
            stops=False,
        )


def _debug(serving: Serving) -> Iterator[Problem]:
    if settings.DEBUG.given():
        others = bool(opened_up(serving.address)) or bool(settings.SIGN_IN.given())
        yield Problem(
            "debug_on",
            f"{settings.DEBUG.name} is set: faults may quote the data.",
            "Unset it; it is for developers.",
            stops=others,
        )


def _cookie() -> Iterator[Problem]:
    given = settings.COOKIE_SECRET.given()
    if given and len(given) < SHORTEST:
        yield Problem(
            "cookie_secret",
            f"{settings.COOKIE_SECRET.name} has fewer than {SHORTEST} characters.",
            "Unset it (one is made at each start), or make a long random one.",
        )


def _engine() -> Iterator[Problem]:
    from analytics.engine import ENGINES

    chosen = settings.ENGINE.given() or ENGINES[0]
    if chosen not in ENGINES:
        yield Problem(
            "engine",
            f"{settings.ENGINE.name} is none of {listed(ENGINES, 'or')}.",
            "Set it to one of these, or unset it.",
        )
    if chosen in ENGINES[1:]:
        if not find_spec("pyspark"):
            yield Problem(
                "spark_missing",
                "Spark is chosen, and pyspark is not installed.",
                "Install it as requirements-dev.txt has it, or unset "
                f"{settings.ENGINE.name}.",
            )
        home = settings.JAVA_HOME.given()
        java = Path(home, "bin", "java").exists() if home else shutil.which("java")
        if not java and not settings.SPARK_REMOTE.given():
            yield Problem(
                "java_missing",
                "Spark is chosen, and there is no Java on this machine.",
                f"Install one (Debian: default-jre-headless), set "
                f"{settings.JAVA_HOME.name}, or give {settings.SPARK_REMOTE.name}.",
            )


def _proxies() -> Iterator[Problem]:
    given = settings.HTTPS_PROXY.given()
    if not given:
        return
    try:
        where = urlsplit(given)
        fits = where.scheme in SCHEMES and bool(where.hostname) and where.port != 0
    except ValueError:
        fits = False
    if not fits:
        yield Problem(
            "proxy",
            f"{settings.HTTPS_PROXY.name} is no address of a proxy.",
            f"Set it to one such as {settings.HTTPS_PROXY.example}, or unset it.",
        )
    if "localhost" not in settings.NO_PROXY.word().split(","):
        yield Problem(
            "no_proxy",
            f"{settings.HTTPS_PROXY.name} is set and {settings.NO_PROXY.name} does not "
            "hold localhost.",
            f"Set it to {settings.NO_PROXY.example}, with your own domain.",
            stops=False,
        )


def _time_zone() -> Iterator[Problem]:
    try:
        england = ZoneInfo(ENGLAND)
    except (ZoneInfoNotFoundError, OSError):
        yield Problem(
            "time_zones",
            "This machine does not know England's time.",
            "Install its time zones (Debian: tzdata).",
        )
        return
    year = datetime.now().year
    for month in (1, 7):
        noon = datetime(year, month, 1, 12)
        if noon.astimezone().utcoffset() != noon.replace(tzinfo=england).utcoffset():
            yield Problem(
                "time_zone",
                "This machine keeps another time than England, so that its days begin "
                "and end at another hour.",
                f"Set {settings.TIME_ZONE.name}={ENGLAND}.",
                stops=False,
            )
            return
