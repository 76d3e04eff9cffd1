"""Spark on this machine, one session for all tests of a run. In CI a missing Java
fails, on a desk it skips."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress

import pytest

from analytics import cluster, engine

# The rows are few and the plans many: what Spark does to be fast on many rows (its own
# code translated for speed, each plan made into a class, a plan looked at again while
# it runs, many parts) takes longer than they do.
SETTINGS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.showConsoleProgress": "false",
}
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTING = "FREQUENT_ATTENDERS_ENGINE"


@contextmanager
def _on_spark() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SETTING, "spark")
        yield


@pytest.fixture(scope="session")
def on_spark() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """`with on_spark():` what is asked within it is asked of Spark. The session starts
    with the first question and stops after the last test."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        said = (
            "Spark needs Java 17 or newer (Debian: apt-get install "
            "default-jre-headless)."
        )
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    settings = " ".join(f"--conf {name}={value}" for name, value in SETTINGS.items())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYSPARK_SUBMIT_ARGS",
            f"--driver-java-options '{JAVA}' {settings} pyspark-shell",
        )
        yield _on_spark
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    with suppress(Exception):  # its Java may be gone
        if session is not None:
            session.stop()
    cluster.forget()
    engine.forget_spark()


def kill_java() -> None:
    """The Java process of the session ends as it does where memory runs out: at once,
    and without a word. It is still being ended when this returns."""
    from pyspark import SparkContext

    os.kill(SparkContext._gateway.proc.pid, signal.SIGKILL)
