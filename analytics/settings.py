"""Every setting, declared once: its name in the environment, what it does, what holds
without it. The code reads the environment here alone; `serve --check` shows the list
and docs/operation.md has it, which a test holds.
"""

import os
from dataclasses import dataclass

from analytics.errors import InputError, Problem

ODBC_ANY = "FREQUENT_ATTENDERS_ODBC_"  # and the data source's name behind it


@dataclass(frozen=True)
class Setting:
    """One of them. usual: what holds without it, in words. secret: its value is shown
    to nobody."""

    name: str
    what: str
    usual: str
    example: str
    secret: bool = False

    def given(self) -> str:
        """Its value as it stands in the environment; "" without one."""
        return os.environ.get(self.name, "")

    def word(self) -> str:
        """Its value as a word: without blanks, in small letters."""
        return self.given().strip().casefold()

    def shown(self) -> str:
        """Its value for somebody to read: of a secret only that it is set."""
        given = self.given()
        if not given:
            return f"(not set: {self.usual})"
        return "(set, not shown)" if self.secret else given


@dataclass(frozen=True)
class Number(Setting):
    """One that is a whole number. without: what holds without it, 0 for never."""

    without: int = 0
    least: int = 1

    def number(self) -> int:
        """Its value; raises InputError for one that is no whole number, or too
        small."""
        given = self.given().strip()
        if not given:
            return self.without
        if not given.isascii() or not given.isdigit() or int(given) < self.least:
            raise InputError(
                Problem(
                    "setting",
                    f"{self.name} is not a whole number of {self.least} or more.",
                    f"Set it to one such as {self.example}, or unset it.",
                )
            )
        return int(given)


HOME = Setting(
    "FREQUENT_ATTENDERS_HOME",
    "The data home: the folder that holds all that is loaded and decided.",
    "`data` in the project",
    "/var/lib/frequent-attenders",
)
KEY = Setting(
    "FREQUENT_ATTENDERS_KEY",
    "The key of the pseudonyms, 16 characters or more.",
    "the file `.key` in the data home, made on first use",
    "(64 random hexadecimal digits)",
    secret=True,
)
SIGN_IN = Setting(
    "FREQUENT_ATTENDERS_SIGN_IN",
    "`proxy`, where a reverse proxy signs people in.",
    "the provider in the secrets file, else nobody",
    "proxy",
)
WORKLIST = Setting(
    "FREQUENT_ATTENDERS_WORKLIST",
    "The address of the database of the worklist.",
    "`worklist.db` in the data home",
    "postgresql://worklist@db.icb.local/worklist",
    secret=True,
)
ODBC = Setting(
    f"{ODBC_ANY}NAME",
    "The connection string of the ODBC data source NAME.",
    "the data source as this machine knows it",
    "Driver=ODBC Driver 18 for SQL Server;Server=…",
    secret=True,
)
VERSIONS = Number(
    "FREQUENT_ATTENDERS_VERSIONS",
    "How many versions of a dataset are kept; the live one and the one before it "
    "always are.",
    "6",
    "12",
    without=6,
    least=2,
)
LEFT_OUT_MONTHS = Number(
    "FREQUENT_ATTENDERS_LEFT_OUT_MONTHS",
    "For how many months the list of rows left out stays beside a version.",
    "12",
    "6",
    without=12,
)
AUDIT_MONTHS = Number(
    "FREQUENT_ATTENDERS_AUDIT_MONTHS",
    "For how many months the record of who did what is kept.",
    "24",
    "72",
    without=24,
)
INBOX_DAYS = Number(
    "FREQUENT_ATTENDERS_INBOX_DAYS",
    "After how many days a file in `inbox` of the data home is removed.",
    "never",
    "30",
)
MEMORY = Setting(
    "FREQUENT_ATTENDERS_MEMORY", "The memory that a load may use.", "1200MB", "4GB"
)
ENGINE = Setting(
    "FREQUENT_ATTENDERS_ENGINE",
    "What answers questions: `duckdb` or `spark`.",
    *("duckdb", "spark"),
)
DEBUG = Setting(
    "FREQUENT_ATTENDERS_DEBUG",
    "Anything: faults show the engine's own words, which may quote the data. For "
    "developers, never where others look.",
    "our words alone",
    "1",
)
SPARK_REMOTE = Setting(
    "SPARK_REMOTE",
    "The address of a Spark server (Spark Connect).",
    "Spark on this machine",
    "sc://spark.icb.local:15002",
    secret=True,
)
SPARK_GATEWAY = Setting(
    "PYSPARK_GATEWAY_PORT",
    "Set by Spark where it started this program: its session is used.",
    "a session of our own",
    "40001",
)
DATABRICKS = Setting(
    "DATABRICKS_RUNTIME_VERSION",
    "Set by Databricks on its machines: their session is used.",
    "a session of our own",
    "16.4",
)
DISPLAY = Setting(
    "DISPLAY", "A screen: the browser is opened there.", "no browser is opened", ":0"
)
WAYLAND = Setting("WAYLAND_DISPLAY", "The same.", "no browser is opened", "wayland-0")
JAVA_HOME = Setting(
    "JAVA_HOME", "Where Java is, which Spark needs.", "`java` of the path", "/opt/java"
)

# What belongs to the programs we run on, and has a say in how they run.
SECRETS_FILES = Setting(
    "STREAMLIT_SECRETS_FILES",
    "Where the secrets of signing in are.",
    "`.streamlit/secrets.toml` in the project",
    '["/run/secrets/sign_in.toml"]',
)
USER_HEADERS = Setting(
    "STREAMLIT_SERVER_TRUSTED_USER_HEADERS",
    "The headers in which a reverse proxy says who somebody is.",
    "none is believed",
    '{"X-Forwarded-Email": "email"}',
)
COOKIE_SECRET = Setting(
    "STREAMLIT_SERVER_COOKIE_SECRET",
    "What signs the cookie of a session's uploads.",
    "`serve` makes one at each start, the same for all its processes",
    "(64 random hexadecimal digits)",
    secret=True,
)
UPLOAD_SIZE = Setting(
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE",
    "The largest file that may be uploaded, in megabytes.",
    "200",
    "500",
)
PG_PASSWORD = Setting(
    "PGPASSWORD",
    "The password of PostgreSQL, of the worklist or of an extract.",
    "`~/.pgpass`",
    "(a password)",
    secret=True,
)
HTTPS_PROXY = Setting(
    "HTTPS_PROXY",
    "The proxy by which the sign-in provider is asked.",
    "it is asked directly",
    "http://proxy.icb.local:8080",
    secret=True,
)
NO_PROXY = Setting(
    "NO_PROXY",
    "What is asked without that proxy: has to hold localhost.",
    "everything goes through it",
    "localhost,127.0.0.1,.icb.local",
)
TIME_ZONE = Setting(
    "TZ",
    "The time zone in which days begin and end.",
    *("the machine's", "Europe/London"),
)

EVERY: tuple[Setting, ...] = (
    *(HOME, KEY, SIGN_IN, WORKLIST, ODBC),
    *(VERSIONS, LEFT_OUT_MONTHS, AUDIT_MONTHS, INBOX_DAYS),
    *(MEMORY, ENGINE, SPARK_REMOTE, SPARK_GATEWAY, DATABRICKS, JAVA_HOME),
    *(SECRETS_FILES, USER_HEADERS, COOKIE_SECRET, UPLOAD_SIZE, PG_PASSWORD),
    *(HTTPS_PROXY, NO_PROXY, TIME_ZONE, DISPLAY, WAYLAND, DEBUG),
)


def odbc(source: str) -> str:
    """The connection string of a data source, by its name in capitals; "" without
    one."""
    return os.environ.get(ODBC_ANY + source, "")


def unknown() -> list[str]:
    """Names in the environment that look like ours and are none: a slip of the pen."""
    known = {one.name for one in EVERY}
    return sorted(
        name
        for name in os.environ
        if name.startswith("FREQUENT_ATTENDERS_")
        and name not in known
        and not name.startswith(ODBC_ANY)
    )


def for_processes(**more: str) -> dict[str, str]:
    """The environment for a process that we start, with more put in."""
    return {**os.environ, **more}
