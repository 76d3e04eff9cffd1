"""Bring diagnoses, stays, costs, roles and reasons to the published counts."""

from __future__ import annotations

import numpy as np

from sample_data.generator import ae_details, fit_ae, fit_gp, gp_details, vocabulary
from sample_data.generator.calendar import NEVER, day
from sample_data.generator.gp_details import PUBLISHED

_FITS = {row[0]: row[5] for row in vocabulary.DIAGNOSES}


def frequent_adult_diagnoses(rng, world, told, spell, when, counted) -> None:
    """The published diagnosis counts on exactly the 37 adults' attendances; others
    below 5 each.

    Each term goes first to people whose kind of need it fits.
    """
    s = world.spells
    person = s.person[spell]
    inside = counted & (when >= fit_ae.BEFORE[0]) & (when <= fit_ae.BEFORE[1])
    inside &= world.central[spell]
    count = np.bincount(person[inside], minlength=s.people)
    high = (count > fit_ae.MORE_THAN) & fit_ae.is_adult(world.ae, fit_ae.BEFORE[1])
    rows = rng.permutation(np.flatnonzero(inside & high[person]))
    segment = s.segment[spell[rows]]
    wanted = PUBLISHED["frequent_adult_diagnoses"]
    terms = [t for t, n in wanted["counts"].items() for _ in range(n)]
    spare = _others(
        rng, segment, len(rows) - len(terms), wanted["below_each_other"] - 1
    )
    free = np.ones(len(rows), bool)
    rank = {t: -len(_FITS[t]) for t in _FITS}  # the choosiest terms first
    for term in sorted(terms + spare, key=lambda t: (rank[t] == 0, -rank[t], t)):
        fit = np.flatnonzero(free & np.isin(segment, _FITS[term]))
        place = fit[0] if len(fit) else np.flatnonzero(free)[0]
        free[place] = False
        told["diagnosis"][rows[place]] = ae_details.TERMS.index(term)
    ae_details.tidy_after_diagnosis(told)


def _others(rng, segment, number: int, most: int) -> list[str]:
    """``number`` further terms, none more than ``most`` times, likelier where they
    fit."""
    published = PUBLISHED["frequent_adult_diagnoses"]["counts"]
    menu, weight = [], []
    for term, _, _, share, (low, _high), fits, _ in vocabulary.DIAGNOSES:
        if term in published or _high <= 12 or low > 90:
            continue
        here = float(np.isin(segment, fits).mean()) if fits else 0.0
        menu += [term] * most
        weight += [share * (0.05 + here)] * most
    if number > len(menu):
        raise ValueError(
            "too many attendances for the diagnoses below the published ones"
        )
    weight = np.array(weight)
    return rng.choice(menu, number, replace=False, p=weight / weight.sum()).tolist()


def high_attender_stays_and_costs(rng, world, told, spell, when, counted) -> None:
    """5,863 hours and £629,909 over the attendances of the catchment's high
    attenders."""
    s, want = world.spells, PUBLISHED["catchment"]
    person = s.person[spell]
    inside = counted & (when >= fit_ae.YEAR_OF_CATCHMENT[0])
    inside &= when <= fit_ae.YEAR_OF_CATCHMENT[1]
    count = np.bincount(person[inside], minlength=s.people)
    rows = np.flatnonzero(inside & (count[person] > want["more_than"]))
    told["stay_known"][rows] = True
    minutes = round(want["hours"] * 60)
    stay = told["stay"][rows]
    stay = np.maximum(np.round(stay * (minutes / stay.sum())), 4).astype(np.int64)
    _spread(rng, stay, minutes, 6, 1380)
    told["stay"][rows] = stay

    pounds = told["pounds"][rows]
    prices = np.array(vocabulary.PRICES, float)
    level = np.searchsorted(prices, pounds)
    for _ in range(
        20_000
    ):  # move one attendance one price band at a time towards the total
        gap = want["cost_gbp"] - prices[level].sum()
        if abs(gap) < 15:
            break
        step = 1 if gap > 0 else -1
        able = np.flatnonzero((level + step >= 0) & (level + step < len(prices)))
        width = np.abs(prices[level[able] + step] - prices[level[able]])
        able = able[width <= abs(gap) + 8]
        if not len(able):
            break
        batch = min(max(int(abs(gap) // 60), 1), len(able))
        level[rng.choice(able, batch, replace=False)] += step
    pounds = prices[level]
    rest = want["cost_gbp"] - pounds.sum()  # the last few pounds on single attendances
    pounds[rng.choice(len(rows), int(abs(rest)), replace=False)] += np.sign(rest)
    told["pounds"][rows] = pounds


def _spread(rng, values: np.ndarray, total: int, low: int, high: int) -> None:
    """Add or take one at random entries until the sum is ``total`` (in place)."""
    while values.sum() != total:
        gap = total - int(values.sum())
        step = 1 if gap > 0 else -1
        able = np.flatnonzero((values + step >= low) & (values + step <= high))
        values[rng.choice(able, min(abs(gap), len(able)), replace=False)] += step


def separate_repeats(told, person, step: int = 7) -> None:
    """Move a second event of one person at the same minute on a little: no exact
    duplicates."""
    while True:
        order = np.lexsort((told["minute"], person))
        same = (person[order][1:] == person[order][:-1]) & (
            told["minute"][order][1:] == told["minute"][order][:-1])  # fmt: skip
        again = order[1:][same]
        if not len(again):
            return
        late = told["minute"][again] % 1440 >= 1440 - 4 * step
        told["minute"][again] += np.where(late, -3 * step, step)


def arrs_roles(rng, world, role: np.ndarray, attended: np.ndarray) -> None:
    """Each ARRS role's published number among the year's attended appointments (in
    place)."""
    gp, s = world.gp, world.spells
    int_role = gp_details.ROLES.index("int_care_coordinators")
    early = (role == int_role) & (gp.day < day(PUBLISHED["int"]["start"]))
    role[early] = gp_details.ROLES.index("care_coordinators")
    since = np.full(s.people, NEVER)
    since[world.caseload.person] = world.caseload.started
    on_caseload = gp.day >= since[s.person[gp.spell]]
    role[on_caseload & (rng.random(len(role)) < 0.5)] = int_role
    inside = attended & (gp.day >= fit_gp.PCN_YEAR[0]) & (gp.day <= fit_gp.PCN_YEAR[1])
    rows = rng.permutation(np.flatnonzero(inside))
    core = rng.choice(
        len(vocabulary.CORE_ROLES), len(rows), p=list(vocabulary.CORE_ROLES.values())
    )
    often = gp.per_person(fit_gp.PCN_YEAR)[s.person[gp.spell[rows]]] > 14
    for name, target in gp_details.ARRS.items():
        number = gp_details.ROLES.index(name)
        mine = np.flatnonzero(role[rows] == number)
        if len(mine) > target:
            # give up those not on the caseload first
            mine = mine[np.argsort(on_caseload[rows[mine]], kind="stable")]
            gone = mine[: len(mine) - target]
            role[rows[gone]] = core[gone]
        elif len(mine) < target:
            pool = role[rows] < len(vocabulary.CORE_ROLES)
            pool = np.flatnonzero(pool & (often if number == int_role else True))
            role[rows[pool[: target - len(mine)]]] = number


def sample_week(rng, world, told) -> None:
    """The published count of every Read code on the three surgeries' week of
    appointments."""
    gp = world.gp
    deep = np.isin(world.practices.practice_code.to_numpy()[world.spells.practice],
                   PUBLISHED["deep_dive"]["practices"])  # fmt: skip
    rows = np.flatnonzero(gp.within(fit_gp.WEEK, deep))
    reason = np.repeat(
        np.arange(len(gp_details.WEEK)), [n for _, _, n in gp_details.WEEK]
    )
    told["reason"][rows] = rng.permutation(reason)
