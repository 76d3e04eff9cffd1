"""Loading from the page: files uploaded or lying in the inbox, checked, then made
live."""

from pathlib import Path

import streamlit as st

from analytics.definitions.contract import FLAGS, TABLES
from analytics.definitions.event_kinds import kinds, kinds_with_rule
from analytics.definitions.words import listed
from analytics.errors import InputError
from analytics.exhibits import beforehand
from analytics.extract.fields.offers import Offer
from analytics.extract.reading.folders import within
from analytics.extract.reading.names import of_files
from analytics.store.home import check_name, home
from analytics.store.kept.inbox import inbox
from analytics.store.kept.keepers import EVERYBODY
from analytics.store.load.build import LoadInputs, check, load
from analytics.store.load.mapping_offers import ask
from analytics.store.load.version_folders import scratch
from pages.shell import keys
from pages.shell.literal import plain
from pages.shell.loading import kept_mapping, mapping, outcomes
from pages.shell.signin import belongings

KINDS = ["csv", "tsv", "txt", "gz", "zip", "xlsx", "xls", "ods", "parquet", "geojson"]
KINDS += ["json"]  # a directory of services


def choose_files() -> tuple[str, dict[str, list]]:
    """(dataset name, {"gp": [file, …], …}); a file is an upload or a path in the
    inbox."""
    name = st.text_input(
        "Name of the dataset",
        "my-pcn",
        key=keys.INTO,
        help="Small letters, digits, - and _. Loading into a name again adds a "
        "version; the one before stays.",
    )
    lying = _lying()
    chosen = {}
    first = [kind.slug for kind in kinds_with_rule()]
    others = [kind.slug for kind in kinds() if kind.slug not in first]
    for flag, place in zip(first, st.columns(len(first)), strict=True):
        with place:
            chosen[flag] = _one(flag, lying)
    titles = ", ".join(TABLES[FLAGS[flag]].title for flag in others)
    with st.expander(plain(f"{titles} (optional)")):
        for flag in others:
            chosen[flag] = _one(flag, lying)
    with st.expander(
        "List, caseload, practices, areas, services, postcodes, indicators (optional)"
    ):
        for flag in (flag for flag in FLAGS if flag not in (*first, *others)):
            chosen[flag] = _one(flag, lying)
    st.caption(
        "Services may be a directory of Open Referral UK: a page of its JSON, or its "
        "CSV tables in one zip. Postcodes of another area than Essex: ONSPD, NSPL or "
        "Code-Point Open, as downloaded."
    )
    st.caption(
        "The box is for files up to 200 MB. Larger ones are read in place: put them in "
        f"{plain(str(_put_into()))} and choose them here."
    )
    return name, {flag: files for flag, files in chosen.items() if files}


def _lying() -> dict[Path, str]:
    """The files in the inboxes that whoever looks finds, and what each is called."""
    found = {}
    for keeper in belongings.finds():
        files, _ = within(inbox(keeper))
        names = zip(files, of_files(files), strict=True)
        found |= {path: belongings.titled(name, keeper) for path, name in names}
    return found


def _put_into() -> Path:
    """The inbox in which one's own files are put."""
    return inbox(belongings.finds()[0])


def _one(flag: str, lying: dict[Path, str]) -> list:
    title = TABLES[FLAGS[flag]].title
    files = list(
        st.file_uploader(title, KINDS, accept_multiple_files=True, key=f"file_{flag}")
    )
    if lying:
        files += st.multiselect(
            f"{title} from the inbox",
            list(lying),
            key=f"inbox_{flag}",
            format_func=lying.get,
        )
    return files


def check_or_load(view, name: str, chosen: dict[str, list]) -> None:
    """The two buttons, and what came of them. What is live stays so until a load is
    whole.

    What is not recognised is offered beneath; once it is said, the mapping is kept for
    the dataset and the files are checked again with it.
    """
    if keys.LOADED in st.session_state:
        st.success(st.session_state.pop(keys.LOADED))
    one, two, _ = st.columns([1, 1, 4])
    wants_check = one.button("Check only", disabled=not chosen)
    wants_load = two.button("Check and load", disabled=not chosen)
    about = (
        name,
        tuple(
            (flag, str(getattr(file, "file_id", file)))
            for flag, files in chosen.items()
            for file in files
        ),
    )
    if wants_check or wants_load:
        st.session_state[keys.OUTCOME] = _run(about, name, chosen, wants_load)
    outcome = st.session_state.get(keys.OUTCOME)
    if outcome and outcome.about == about:
        outcomes.told(outcome)
        if accepted := outcomes.confirmed(outcome):
            st.session_state[keys.OUTCOME] = _run(about, name, chosen, True, **accepted)
            st.rerun()
        said = mapping.answers(outcome.offers, view.aggregate)
        if said:
            kept_mapping.keep(name, said)
            st.session_state[keys.OUTCOME] = _run(about, name, chosen, False)
            st.rerun()
    if not _name_faults(name):
        kept_mapping.kept(name)


def _run(
    about: tuple,
    name: str,
    chosen: dict[str, list],
    wants_load: bool,
    **accepted: bool,
) -> outcomes.Outcome:
    """Checks, and loads if that is wanted and nothing stops it: then the page starts
    again. accepted: what of `LoadInputs` is confirmed."""
    bar = st.progress(0.0, "Starting …")
    report, problems, offers = None, _name_faults(name), ()
    with scratch(home()) as folder:
        try:
            inputs = LoadInputs(
                kept_by=EVERYBODY if problems else kept_mapping.used(name),
                **accepted,
                **{
                    flag: tuple(_path(f, Path(folder), flag) for f in files)
                    for flag, files in chosen.items()
                },
            )

            def progress(step: str, done: float) -> None:
                bar.progress(min(done, 1.0), f"{plain(step)} …")

            if not problems and wants_load:
                dataset = load(inputs, name, progress=progress)
                beforehand.work_out(dataset, progress)
                st.session_state[keys.OPEN_NEXT] = dataset.name
                st.session_state[keys.LOADED] = _done(dataset)
                st.session_state.pop(keys.OUTCOME, None)
                st.rerun()
            if not problems:
                report = check(inputs, progress=progress, into=name)
        except InputError as fault:
            problems = fault.problems
        offers = _offers(inputs, name)
    bar.empty()
    return outcomes.Outcome(about, problems, report, offers)


def _offers(inputs: LoadInputs, name: str) -> tuple[Offer, ...]:
    try:
        return ask(inputs, name)
    except InputError:  # told already by the check
        return ()


def _name_faults(name: str) -> tuple:
    try:
        check_name(name)
        return ()
    except InputError as fault:
        return fault.problems


def _path(file, folder: Path, flag: str) -> Path:
    """An upload written where the reader can read it, under its own name, a second one
    of that name as "name (2)"; a path as it is."""
    if isinstance(file, Path):
        return file
    own = Path(file.name).name
    stem, ending = own.split(".", 1) if "." in own.strip(".") else (own, "")
    place, number = folder / flag / own, 1
    place.parent.mkdir(exist_ok=True)
    while place.exists():
        number += 1
        place = place.with_name(f"{stem} ({number})" + (ending and f".{ending}"))
    place.write_bytes(file.getbuffer())
    return place


def _done(dataset) -> str:
    rows = listed(
        f"{TABLES[span.table].title.lower()}: {span.rows:,} rows"
        for span in dataset.manifest.spans
        if span.rows
    )
    used = [
        note for note in dataset.manifest.notes if note.startswith("The mapping kept")
    ]
    return plain(
        " ".join(
            [f"{dataset.name} is loaded and in view on every page ({rows}).", *used]
        )
    )
