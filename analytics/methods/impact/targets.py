"""The INT playbook's targets, each judged by what the data can answer."""

from dataclasses import dataclass

from analytics.definitions.words import listed
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.impact.describe import percent
from analytics.methods.impact.estimate import ImpactEstimate, ImpactResult


@dataclass(frozen=True)
class Target:
    """A target of the playbook: a fall between ``least`` and ``most`` (0.36 = 36%;
    ``least`` 0 means "up to"). ``needs`` names the answer that would judge it;
    ``lacking`` says what is missing when attendances are all there is."""

    name: str
    measure: str
    least: float
    most: float
    needs: str
    lacking: str = ""

    @property
    def ratio(self) -> float:
        """The rate ratio to what was expected anyway that the target comes to."""
        return 1 - self.most


TARGETS = (
    Target(
        "ed_top_tenth",
        "ED attendances of the top 10% of service users",
        0.0,
        0.36,
        "ae:top:10%",
    ),
    Target(
        "avoidable_admissions_top_tenth",
        "Avoidable admissions of the top 10% of service users",
        0.0,
        0.44,
        "admissions",
        "the extracts carry no admissions with their causes",
    ),
    Target(
        "avoidable_acute_65",
        "Avoidable acute admissions of people over 65",
        0.07,
        0.15,
        "admissions",
        "the extracts carry no admissions with their causes",
    ),
    Target(
        "length_of_stay",
        "Acute length of stay of frequent attenders with complex needs",
        0.09,
        0.09,
        "bed days",
        "the extracts carry no bed days",
    ),
)


def target_of(kind: str, cohort: str) -> Target | None:
    """The target that is about a cohort's events of a kind (slugs); None where the
    playbook has none."""
    return next((one for one in TARGETS if one.needs == f"{kind}:{cohort}"), None)


CANNOT_TELL_YET = "cannot tell yet"


@dataclass(frozen=True)
class Judgement:
    """Answer ('met', 'not met', 'cannot tell yet') with the sentence that explains it,
    and the change measured against the expected course with its limits (None where
    unmeasured)."""

    target: Target
    answer: str
    words: str
    change: float | None = None
    lower: float | None = None
    upper: float | None = None


def judge(target: Target, answer: ImpactResult | ImpactEstimate | None) -> Judgement:
    """Judge one target by the programme's own share, never by the crude change.

    A target of at least x is met when the whole interval lies beyond it, not met when
    the whole interval falls short; a target "up to x" is met when any fall is shown by
    the whole interval and not met when a fall is ruled out. All else is "cannot tell
    yet".
    """
    if target.lacking:
        return Judgement(
            target,
            CANNOT_TELL_YET,
            f"{target.measure}: cannot tell yet, {target.lacking}.",
        )
    estimate = answer.best if isinstance(answer, ImpactResult) else answer
    if estimate is None or not estimate.causal:
        why = (
            "no comparison is available"
            if estimate is None
            else "no causal claim is possible with this data"
        )
        return Judgement(
            target, CANNOT_TELL_YET, f"{target.measure}: cannot tell yet, {why}."
        )
    checks = answer.checks if isinstance(answer, ImpactResult) else None
    if checks is not None and checks.claim == CANNOT_TELL:
        return Judgement(
            target,
            CANNOT_TELL_YET,
            f"{target.measure}: cannot tell yet, {listed(checks.because)}.",
        )
    change, low, high = (
        estimate.rate_ratio - 1,
        estimate.lower - 1,
        estimate.upper - 1,
    )
    bar = -target.least
    if high < bar or (target.least > 0 and high <= bar):
        reply = "met"
    elif low > bar:
        reply = "not met"
    else:
        reply = CANNOT_TELL_YET
    aim = (
        f"up to {target.most:.0%}"
        if target.least == 0
        else f"{target.least:.0%}"
        if target.least == target.most
        else f"{target.least:.0%} to {target.most:.0%}"
    )
    return Judgement(
        target,
        reply,
        f"{target.measure}: {reply}. Aim: down by {aim}; measured "
        f"against what would have happened anyway: {percent(change)} "
        f"({percent(low)} to {percent(high)}).",
        change,
        low,
        high,
    )


def judge_all(
    answers: dict[str, ImpactResult | ImpactEstimate | None],
) -> tuple[Judgement, ...]:
    """Every target in order; ``answers`` by what each needs, such as {'ae:top:10%':
    result}."""
    return tuple(judge(t, answers.get(t.needs)) for t in TARGETS)
