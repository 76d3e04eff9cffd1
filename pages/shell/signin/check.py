"""Whether the server may start on an address, as far as signing in goes: `python -m
pages.shell.signin.check ADDRESS`. Exit code 2, and what to set, where others would
reach it and nobody signs in. ADDRESS json: the same for `python -m analytics serve`,
which knows nothing of Streamlit."""

import json
import sys
from dataclasses import asdict

from analytics.errors import InputError, Problem
from analytics.store.home import PROJECT
from pages.shell import network
from pages.shell.signin import people_file, settings

AS_JSON = "json"
APP = PROJECT / "app.py"


def before_start(address: str) -> tuple[Problem, ...]:
    """What keeps the server from starting on an address; nothing where it may."""
    faults: list[Problem] = []
    by = settings.By.NOBODY
    try:
        by = settings.signed_in_by()
        said = network.opened_up(address)
        if said and by is settings.By.NOBODY:
            faults.append(settings.missing(said))
    except InputError as fault:
        faults += fault.problems
    if faults or by is not settings.By.NOBODY:
        faults += people_file.faults()
    return tuple(faults)


def as_the_server_reads() -> None:
    """Reads Streamlit's options as `streamlit run` does: those of the environment too,
    which it leaves aside in any other process."""
    from streamlit.web import bootstrap, cli

    asked = cli.main_run.make_context("run", [str(APP)])
    options = {k: v for k, v in asked.params.items() if k not in ("target", "args")}
    bootstrap.load_config_options(flag_options=options)


if __name__ == "__main__":
    as_the_server_reads()
    given = [word for word in sys.argv[1:] if word != AS_JSON]
    told = before_start((given or ["localhost"])[0])
    if AS_JSON in sys.argv:
        print(json.dumps([asdict(problem) for problem in told]))
    else:
        for problem in told:
            print(problem.sentence(), file=sys.stderr, flush=True)
    sys.exit(2 if told else 0)
