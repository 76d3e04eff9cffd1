"""Where each offer of support stands in the end: from what its row says and what its
dates tell (`definitions.pathway`)."""

from analytics.definitions.pathway import (
    REFUSED,
    Status,
    agrees,
    words,
    words_of_why,
)
from analytics.definitions.pathway import settled as settled_of
from analytics.extract.cells import codes
from analytics.extract.cells.codes import slug
from analytics.extract.cells.values import quoted
from analytics.extract.reading.source import Source
from analytics.store.layout import CASELOAD as STORED

# What dates alone tell: none of them that an offer was found not suitable.
TOLD = (Status.OFFERED, Status.ACCEPTED, Status.DECLINED, Status.ACTIVE, Status.ENDED)
REFUSALS = ", ".join(quoted(one) for one in sorted(REFUSED))


def why(source: Source, outcome: str) -> str:
    """SQL of the outcome (`outcome`: as its own column says it); where there is no such
    column, a status in words that say why it ended or was not taken up."""
    if source.has("outcome") or not source.has("status"):
        return outcome
    table = codes.WORDS.of(source.table, "status")
    known = ", ".join(quoted(slug(word)) for word in words_of_why())
    plain = codes.SLUG.format(f"{table}.raw")
    return f"CASE WHEN {plain} IN ({known}) THEN lower(trim({table}.raw)) END"


def settled(offers: str, starts_known: bool) -> str:
    """SQL of the offers with `status` settled and `said` (as the file says it) beside.

    offers: SQL of rows with the stored columns, `status` as the file says it.
    starts_known: whether the file says when help begins; else it is taken to begin on
    referral, unless the status says otherwise. Where nothing says the status, the
    outcome may. The day on which a refused offer was closed is the day of its refusal.
    """
    outcomes = ", ".join(
        f"({quoted(slug(word))}, {quoted(status)})" for word, status in _words()
    )
    pairs = ", ".join(
        f"({quoted(told)}, {quoted(said)}, {quoted(settled_of(told, said))})"
        for told in TOLD
        for said in Status
        if agrees(told, said)
    )
    begins = "o.started_on"
    if not starts_known:
        begins = (
            "CASE WHEN coalesce(said, 'active') IN ('active', 'ended') "
            "AND declined_on IS NULL THEN referred_on END"
        )
    closed = f"said IN ({REFUSALS}) AND started_on IS NULL AND ended_on IS NOT NULL"
    final = {
        "declined_on": f"CASE WHEN {closed} THEN coalesce(declined_on, ended_on) "
        "ELSE declined_on END",
        "status": "coalesce(p.final, CASE told WHEN 'accepted' THEN 'waiting' "
        "ELSE told END)",
    }
    stored = ", ".join(f"{final.get(name, name)} AS {name}" for name in STORED)
    return (
        f"SELECT {stored}, said, file_no, row_no, wrong, fault "
        "FROM (SELECT *, CASE "
        f"WHEN {closed} THEN 'declined' WHEN ended_on IS NOT NULL THEN 'ended' "
        "WHEN started_on IS NOT NULL THEN 'active' "
        "WHEN declined_on IS NOT NULL THEN 'declined' "
        "WHEN accepted_on IS NOT NULL THEN 'accepted' ELSE 'offered' END AS told "
        f"FROM (SELECT o.* REPLACE ({begins} AS started_on) FROM "
        f"(SELECT r.*, coalesce(r.status, w.status) AS said FROM ({offers}) r "
        f"LEFT JOIN (VALUES {outcomes}) w(word, status) "
        f"ON w.word = {codes.SLUG.format('r.outcome')}) o)) q "
        f"LEFT JOIN (VALUES {pairs}) p(told, said, final) USING (told, said)"
    )


def _words() -> list[tuple[str, str]]:
    """The words of an outcome that say a status, each once."""
    spoken = {word: status for word, status in words() if not word.isdigit()}
    spoken |= {str(status): str(status) for status in Status}
    return sorted(spoken.items())
