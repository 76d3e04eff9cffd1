"""Loading from the page: files uploaded or lying in the inbox, checked, then made live."""

import tempfile
from pathlib import Path

import streamlit as st

from analytics.definitions.contract import TABLES
from analytics.definitions.words import listed
from analytics.errors import InputError
from analytics.store.build import GIVEN, LoadInputs, check, load
from analytics.store.home import check_name, home
from pages.shell.faults import tell

KINDS = ["csv", "tsv", "txt", "gz", "zip", "xlsx", "xls", "ods", "parquet", "geojson"]
EXTRACTS = ("gp", "ae")


def inbox() -> Path:
    """The folder that large files are read from in place."""
    folder = home() / "inbox"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def choose_files() -> tuple[str, dict[str, list]]:
    """(dataset name, {"gp": [file, …], …}); a file is an upload or a path in the inbox."""
    name = st.text_input("Name of the dataset", "my-pcn", key="into",
                         help="Small letters, digits, - and _. Loading into a name again adds a "
                              "version; the one before stays.")
    lying = sorted(p for p in inbox().rglob("*") if p.is_file())
    chosen = {}
    left, right = st.columns(2)
    for flag, place in zip(EXTRACTS, (left, right), strict=True):
        with place:
            chosen[flag] = _one(flag, lying)
    with st.expander("List, caseload, practices, areas, services (optional)"):
        for flag in (flag for flag in GIVEN if flag not in EXTRACTS):
            chosen[flag] = _one(flag, lying)
    st.caption(f"The box is for files up to 200 MB. Larger ones are read in place: put them in "
               f"{inbox()} and choose them here.")
    return name, {flag: files for flag, files in chosen.items() if files}


def _one(flag: str, lying: list[Path]) -> list:
    title = TABLES[GIVEN[flag]].title
    files = list(st.file_uploader(title, KINDS, accept_multiple_files=True, key=f"file_{flag}"))
    if lying:
        files += st.multiselect(f"{title} from the inbox", lying, key=f"inbox_{flag}",
                                format_func=lambda p: str(p.relative_to(inbox())))
    return files


def check_or_load(name: str, chosen: dict[str, list]) -> None:
    """The two buttons, and what came of them. What is live stays so until a load is whole."""
    if "_loaded" in st.session_state:
        st.success(st.session_state.pop("_loaded"))
    one, two, _ = st.columns([1, 1, 4])
    wants_check = one.button("Check only", disabled=not chosen)
    wants_load = two.button("Check and load", type="primary", disabled=not chosen)
    if not (wants_check or wants_load):
        return
    bar = st.progress(0.0, "Starting …")
    with tempfile.TemporaryDirectory(prefix="frequent-attenders-") as folder:
        try:
            inputs = LoadInputs(**{flag: tuple(_path(f, Path(folder), flag) for f in files)
                                   for flag, files in chosen.items()})

            def progress(step: str, done: float) -> None:
                bar.progress(min(done, 1.0), f"{step} …")

            if wants_check:
                _checked(check(inputs, progress=progress))
            else:
                dataset = load(inputs, check_name(name), progress=progress)
                st.session_state["_open_next"] = dataset.name
                st.session_state["_loaded"] = _done(dataset)
                st.rerun()
        except InputError as fault:
            tell(fault.problems)
            st.caption("Nothing was changed: what was loaded before is still there.")
        finally:
            bar.empty()


def _path(file, folder: Path, flag: str) -> Path:
    """An upload written where the reader can read it, under its own name; a path as it is."""
    if isinstance(file, Path):
        return file
    place = folder / flag / Path(file.name).name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(file.getbuffer())
    return place


def _done(dataset) -> str:
    rows = listed(f"{TABLES[span.table].title.lower()}: {span.rows:,} rows"
                  for span in dataset.manifest.spans if span.rows)
    return f"{dataset.name} is loaded and in view on every page ({rows})."


def _checked(report) -> None:
    told = [f"{r.file}: {r.rows:,} rows, recognised as {r.profile} ({r.why})" for r in report.files]
    st.success("It fits. " + " · ".join(told))
    tell(report.problems)
