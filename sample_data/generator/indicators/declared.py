"""What the invented indicators are made from: how many people of a list each is about,
what share of them counts, and what is different where."""

from dataclasses import dataclass

MONTHS = [f"{y}-{m:02d}" for y in range(2021, 2025) for m in range(1, 13)][3:44]
QUARTERS = [f"{y}/{y - 1999} Q{q}" for y in range(2021, 2025) for q in range(1, 5)][:13]
SEASONS = [f"{year}/{year - 1999}" for year in range(2019, 2024)]


@dataclass(frozen=True)
class Invented:
    """One indicator. periods: as the file writes them. per_1000: people it is about, of
    1,000 on the list. first, last: the share of all in the first and last period.
    spread: between practices, on the log-odds scale. looks_back: whether a count is of
    people of earlier periods too, so that neighbours are alike. january: the odds of
    January over the rest of the year. step: (a period from which on, odds). apart:
    practice → log-odds by which it is apart."""

    name: str
    periods: list[str]
    per_1000: float
    first: float
    last: float
    spread: float
    looks_back: bool = True
    january: float = 1.0
    step: tuple[str, float] | None = None
    apart: tuple[tuple[str, float], ...] = ()
    target: str = ""
    direction: str = ""


LEARNING_DISABILITY = "learning_disability_health_checks"
INVENTED = (
    Invented(
        LEARNING_DISABILITY,
        MONTHS,
        5.9,
        0.62,
        0.8615,
        0.22,
        target="60 to 80%",
        direction="higher",
    ),
    Invented(
        "smokers_offered_help",
        MONTHS,
        140.0,
        0.71,
        0.74,
        0.30,
        apart=(("Y99007", -1.4), ("Y99031", 1.5)),
        target="40 to 90%",
        direction="higher",
    ),
    Invented(
        "high_risk_cvd_treated",
        MONTHS,
        52.0,
        0.50,
        0.595,
        0.15,
        target="60%",
        direction="higher",
    ),
    Invented(
        "weight_management_offered",
        MONTHS,
        11.0,
        0.12,
        0.12,
        0.25,
        looks_back=False,
        january=1.7,
        direction="neither",
    ),
    Invented(
        "severe_mental_illness_health_checks",
        QUARTERS,
        9.2,
        0.41,
        0.57,
        0.25,
        target="60%",
        direction="higher",
    ),
    Invented(
        "young_people_diabetes_care",
        QUARTERS,
        6.5,
        0.30,
        0.42,
        0.20,
        direction="higher",
    ),
    Invented(
        "copd_spirometry",
        QUARTERS,
        0.55,
        0.34,
        0.34,
        0.15,
        looks_back=False,
        step=("2022/23 Q4", 2.6),
        direction="higher",
    ),
    Invented(
        "flu_vaccination_65_and_over",
        SEASONS,
        165.0,
        0.745,
        0.772,
        0.18,
        target="75%",
        direction="higher",
    ),
)
