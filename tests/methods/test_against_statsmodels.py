"""The regression behind the expected course against statsmodels' GLM."""

import numpy as np
import pytest
import statsmodels.api as sm

from analytics.methods.impact.rungs import expected
from analytics.methods.impact.rungs.expected import expected_influence, fit_expected


@pytest.fixture(scope="module")
def people():
    """Made-up people: covariates, visits, years, weights, calendar offset, person."""
    rng = np.random.default_rng(4)
    n = 900
    x = np.column_stack(
        [rng.normal(size=n), rng.integers(0, 2, n), rng.gamma(2, 2, size=n)]
    )
    years = rng.uniform(0.2, 1, n)
    years[::50] = 0  # gone before the follow-up began
    offset = rng.normal(0, 0.1, n)
    mean = years * np.exp(0.4 + x @ [0.5, -0.3, 0.05] + offset)
    y = rng.poisson(mean * rng.gamma(2, 0.5, n))
    weights = rng.uniform(0.2, 3, n)
    person = rng.integers(0, 600, n)
    return x, y, years, weights, offset, person


@pytest.fixture
def no_ridge(monkeypatch):
    monkeypatch.setattr(expected, "RIDGE_TRAITS", 0.0)
    monkeypatch.setattr(expected, "RIDGE_COURSE", 0.0)


def model(fit, x, y, years, offset):
    live = years > 0
    return live, sm.GLM(
        y[live],
        fit.columns(x)[live],
        family=sm.families.Poisson(),
        offset=np.log(years[live]) + offset[live],
        var_weights=fit.weights[live],
    )


def test_coefficients_and_their_information(people, no_ridge):
    x, y, years, weights, offset, _ = people
    fit = fit_expected(x, y, years, weights, np.zeros(3, bool), offset)
    live, glm = model(fit, x, y, years, offset)
    theirs = glm.fit(tol=1e-12)
    assert fit.coefficients == pytest.approx(theirs.params, abs=1e-5)
    assert fit.bread == pytest.approx(theirs.cov_params(), rel=1e-4, abs=1e-8)
    assert fit.mean[live] == pytest.approx(theirs.mu, rel=1e-4)


def test_the_weights_add_up_to_their_effective_number(people):
    x, y, years, weights, offset, _ = people
    fit = fit_expected(x, y, years, weights, np.zeros(3, bool), offset)
    kept = weights[years > 0]
    assert fit.weights.sum() == pytest.approx(kept.sum() ** 2 / (kept**2).sum())
    assert (fit.weights[years == 0] == 0).all()


def test_a_ridge_is_the_one_that_statsmodels_fits(people):
    """statsmodels' penalty is a person's: alpha / 2 times the square, of the mean log
    likelihood."""
    x, y, years, weights, offset, _ = people
    fit = fit_expected(x, y, years, weights, np.array([False, True, True]), offset)
    live, glm = model(fit, x, y, years, offset)
    ridge = np.array(
        [0.0, expected.RIDGE_COURSE, expected.RIDGE_TRAITS, expected.RIDGE_TRAITS]
    )
    theirs = glm.fit_regularized(
        alpha=ridge / live.sum(), L1_wt=0.0, cnvrg_tol=1e-12, maxiter=1000
    )
    assert fit.coefficients == pytest.approx(theirs.params, abs=1e-4)


def test_residuals_are_those_of_leaving_the_row_out(people, no_ridge):
    x, y, years, weights, offset, _ = people
    fit = fit_expected(x, y, years, weights, np.zeros(3, bool), offset)
    live, glm = model(fit, x, y, years, offset)
    theirs = glm.fit(tol=1e-12)
    leverage = theirs.get_hat_matrix_diag(observed=False)
    left_out = (y[live] - theirs.mu) / (1 - leverage)
    assert fit.residual[live] == pytest.approx(left_out, rel=1e-3, abs=1e-6)


@pytest.mark.filterwarnings("ignore:cov_type not fully supported")
def test_the_spread_of_an_expected_total_is_that_clustered_by_person(
    people, no_ridge, monkeypatch
):
    """With residuals as they are, since statsmodels leaves no row out; log(total) by
    the delta method."""
    x, y, years, weights, offset, person = people
    monkeypatch.setattr(expected, "MOST_LEVERAGE", 0.0)
    fit = fit_expected(x, y, years, weights, np.zeros(3, bool), offset)
    cohort = np.array([[1.0, 0, 3], [2.0, 1, 5], [0.5, 1, 9]])
    time = np.array([1.0, 0.5, 0.8])
    total, each, influence = expected_influence(fit, cohort, time, person)

    live, glm = model(fit, x, y, years, offset)
    theirs = glm.fit(
        tol=1e-12,
        cov_type="cluster",
        cov_kwds={"groups": person[live], "use_correction": False},
    )
    told = theirs.predict(fit.columns(cohort), exposure=time)
    assert each == pytest.approx(told, rel=1e-4)
    assert total == pytest.approx(told.sum(), rel=1e-4)
    slope = told @ fit.columns(cohort) / told.sum()
    variance = slope @ theirs.cov_params() @ slope
    assert (influence**2).sum() == pytest.approx(variance, rel=1e-3)
