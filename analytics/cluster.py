"""The Spark session that questions and builds share, and what is said when its cluster
goes away."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from analytics import settings
from analytics.errors import InputError, Problem

GONE = "cluster_gone"  # the rule of the problem that says so
# What Py4J, Spark and Spark Connect say of a driver or server that is no longer there.
KINDS = (
    "Py4JNetworkError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "BrokenPipeError",
)
# Set where this process is part of a cluster, or speaks to one.
OF_A_CLUSTER = (
    settings.SPARK_REMOTE,
    settings.SPARK_GATEWAY,
    settings.DATABRICKS,
)
WORDS = (
    "Answer from Java side is empty",
    "SparkContext was shut down",
    "stopped SparkContext",
    "SparkContext is stopped",
    "ConnectionRefused",
    "Connection refused",
    "StatusCode.UNAVAILABLE",
    "SESSION_CLOSED",
    "SESSION_NOT_FOUND",
    "INVALID_HANDLE.SESSION",
    "Master removed our application",
    "All masters are unresponsive",
)


def session() -> Any:
    """The session: of Spark Connect where SPARK_REMOTE names one, or of the cluster
    that this process runs on (as in a notebook), else of this machine."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("frequent-attenders")
    here = any(one.given() for one in OF_A_CLUSTER)
    if not here and SparkSession.getActiveSession() is None:
        builder = builder.master("local[2]").config("spark.ui.enabled", "false")
        found = builder.getOrCreate()
        found.sparkContext.setLogLevel("OFF")  # its words may quote a row
        return found
    return builder.getOrCreate()


@contextmanager
def in_words(doing: str) -> Iterator[None]:
    """Within it, a cluster that goes away becomes an InputError that says so; the
    session is forgotten, so that the next question finds a new one. doing: what was not
    done, and what of the data is as it was."""
    try:
        yield
    except Exception as fault:
        if isinstance(fault, InputError) or not gone(fault):
            raise
        forget()
        raise InputError(
            Problem(
                GONE,
                f"The Spark cluster went away while it was working. {doing}",
                "Start the cluster, or wait until it is back, and ask again; on this "
                "machine, give it more memory.",
                flag="FREQUENT_ATTENDERS_ENGINE=duckdb asks this machine alone.",
            )
        ) from None


def gone(fault: BaseException) -> bool:
    """Whether a fault says that the cluster is no longer there."""
    seen: BaseException | None = fault
    while seen is not None:
        kind, said = type(seen).__name__, str(seen)
        # One without an exception of Java's: nobody answered.
        unanswered = kind == "Py4JError" and "does not exist" not in said
        if unanswered or kind in KINDS or any(word in said for word in WORDS):
            return True
        seen = seen.__cause__ or seen.__context__
    return _silent()


def _silent() -> bool:
    """Whether the Java process of this machine's session answers no more. It is asked:
    one that was killed a moment ago may be a process still, and a call that it broke
    off says the same as one of a class that there is none of."""
    from pyspark import SparkContext

    java: Any = SparkContext._jvm
    if java is None:  # none was started here, or it is a server's
        return False
    try:
        java.java.lang.System.nanoTime()
    except Exception:
        return True
    return False


def forget() -> None:
    """Let go of a session whose cluster is gone, without asking it anything."""
    with suppress(Exception):
        from pyspark import SparkContext
        from pyspark.sql import SparkSession

        SparkSession._instantiatedSession = None
        SparkContext._active_spark_context = None
        if gateway := SparkContext._gateway:
            with suppress(Exception):
                gateway.shutdown()
        SparkContext._gateway = SparkContext._jvm = None
