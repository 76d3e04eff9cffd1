"""Who is who over all extracts: every id found, and the person it stands for."""

from analytics.definitions.contract import EXTRACTS, WITH_PEOPLE
from analytics.extract.cells import codes, values
from analytics.extract.people import identity
from analytics.extract.profiles import plain
from analytics.store.load import registered

# share of a table's ids with ten digits, and of those the share passing the check
MOSTLY = 0.5
SHORTEST = 6  # letters and digits of an id that is looked for in other columns
SOME = 20_000  # ids of a table that tell of what kind they are
SAYS_SO = ("nhsnumber", "nhsno", "newnhsnumber", "nhsnum")


def identify(con, sources, staged, secret: bytes) -> dict[str, int]:
    """Tables `everyone` (person, pseudonym) and `ids` (raw, person, wrong) over all
    extracts.

    Only people of rows that may be kept are numbered: an id that stands in left-out
    rows alone is in `ids` without a person. wrong: ten digits that are no NHS number,
    where ids are NHS numbers. Returns how many rows of each table have such an id.
    """
    found = []
    for table in sources:
        if table in EXTRACTS:
            found.append(
                f"SELECT '{table}' AS t, raw, count(*) AS n, bool_or(fault = 0) AS "
                f"kept FROM {staged[table].name} GROUP BY raw"
            )
        elif table in WITH_PEOPLE:
            found.append(
                f"SELECT '{table}' AS t, patient_id AS raw, count(*) AS n, "
                f"bool_or({registered.may_be_kept(sources[table])}) AS kept "
                f"FROM raw_{table} GROUP BY patient_id"
            )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT *, {values.normal_id('raw')} "
        f"AS normal FROM ({' UNION ALL '.join(found)}) WHERE raw IS NOT NULL"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE everyone AS SELECT (row_number() OVER (ORDER BY "
        f"pseudonym) - 1)::INTEGER AS person, pseudonym, normal FROM (SELECT normal, "
        f"{identity.pseudonym(secret, 'normal')} AS pseudonym FROM (SELECT DISTINCT "
        "normal FROM found WHERE normal IS NOT NULL AND kept))"
    )
    _texts_with_an_id(con, sources, staged)
    wrong = _wrong_nhs_numbers(con, sources)
    fails = identity.fails_nhs_check("f.normal") if wrong else "false"
    once = "" if len(found) == 1 else "DISTINCT "
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE ids AS SELECT {once}f.raw, e.person, {fails} "
        "AS wrong "
        "FROM found f LEFT JOIN everyone e USING (normal) WHERE f.normal IS NOT NULL"
    )
    con.execute("DROP TABLE found")
    con.execute("ALTER TABLE everyone DROP normal")
    return wrong


def _texts_with_an_id(con, sources, staged) -> None:
    """Table `texts_with_an_id` (v): values of other columns in which an id of the
    extracts stands.

    Rows whose columns have slipped put ids where codes and words belong. Short numbers
    are passed over: a code may be the same by chance.
    """
    texts = ["SELECT NULL::VARCHAR AS v WHERE false"]
    for table, source in sources.items():
        if table in EXTRACTS:
            texts += [
                f"SELECT v FROM ({staged[table].seen(name)})"
                for name in staged[table].coded
            ]
        elif table in WITH_PEOPLE:
            texts += [
                f"SELECT {name}::VARCHAR FROM raw_{table}"
                for name in registered.WORDED
                if source.has(name)
            ]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {codes.NAMING} AS SELECT DISTINCT w.v FROM "
        "found f JOIN (SELECT v, unnest(list_append(regexp_extract_all(upper(v), "
        f"'[0-9A-Z]{{{SHORTEST},}}'), "
        f"{values.normal_id('v')})) AS word FROM (SELECT DISTINCT v FROM "
        f"({' UNION ALL '.join(texts)}) WHERE v IS NOT NULL)) w ON f.normal = w.word "
        "WHERE regexp_full_match(w.word, '\\d{9,}|.*[A-Z].*')"
    )


def _wrong_nhs_numbers(con, sources) -> dict[str, int]:
    """Rows of each table whose id fails the check, for tables whose ids are NHS
    numbers."""
    ten, fails = identity.ten_digits("normal"), identity.fails_nhs_check("normal")
    wrong = {}
    for (table,) in con.execute("SELECT DISTINCT t FROM found").fetchall():
        of_table = f"FROM found WHERE t = '{table}' AND normal IS NOT NULL"
        ids, of_ten, failing = con.execute(
            f"SELECT count(*), count(*) FILTER ({ten}), count(*) FILTER ({fails}) "
            f"FROM (SELECT normal {of_table} LIMIT {SOME})"
        ).fetchall()[0]
        named = plain(sources[table].header("patient_id")) in SAYS_SO
        if of_ten > MOSTLY * ids and (named or of_ten - failing > MOSTLY * of_ten):
            rows = con.execute(
                f"SELECT coalesce(sum(n), 0)::BIGINT {of_table} AND {fails}"
            ).fetchall()[0][0]
            wrong |= {table: rows} if rows else {}
    return wrong
