"""Each rule and each exclusion on rows made by hand: of it, not of it, or not to be
classed."""

import pytest

from analytics.definitions.avoidable import acsc, coded, rule_called, rules
from tests.avoidable.hand_made import ATTENDANCE, SPELL, classed, rows_of

# group: spells of it, and spells that one thing keeps out of it, each its diagnoses and
# procedures
GROUPS = {
    "influenza_pneumonia": (
        [(["J10"], None), (["I10", "J181"], None), (["J153"], None)],
        [(["J151"], None), (["J180"], None), (["J181", "D570"], None)],
    ),
    "other_vaccine_preventable": (
        [(["A36"], None), (["R074", "B161"], None), (["M014"], None)],
        [(["A38"], None), (["B162"], None), (["B17"], None)],
    ),
    "asthma": ([(["J450"], None), (["J46"], None)], [(["R060", "J459"], None)]),
    "heart_failure": (
        [(["I500"], None), (["I110"], ["U201"]), (["J81"], None)],
        [(["I501"], ["K601"]), (["I110"], ["U201", "K401"]), (["I119"], None)],
    ),
    "diabetes_complications": (
        [(["E100"], None), (["L03", "E118"], None)],
        [(["E109"], None), (["E15"], None)],
    ),
    "copd": (
        [(["J44"], None), (["J209", "J441"], None)],
        [(["J209"], None), (["J45"], None), (["J22", "J44"], None)],
    ),
    "angina": (
        [(["I209"], None), (["I248"], ["X501"]), (["I20"], ["U101", "K401"])],
        [(["I209"], ["K401"]), (["I20"], ["X041"]), (["I241"], None)],
    ),
    "iron_deficiency": ([(["D509"], None)], [(["D500"], None), (["R5", "D509"], None)]),
    "hypertension": (
        [(["I10"], None), (["I119"], ["K541"])],
        [(["I10"], ["K451", "K752", "K501"]), (["I110"], None)],
    ),
    "nutritional_deficiency": (
        [(["E43"], None), (["E550"], None)],
        [(["E44"], None), (["E559"], None)],
    ),
    "dehydration_gastroenteritis": (
        [(["E86"], None), (["K529"], None)],
        [(["K521"], None), (["R11", "E86"], None)],
    ),
    "pyelonephritis": ([(["N10"], None), (["N136"], None)], [(["N137"], None)]),
    "ulcer": (
        [(["K250"], None), (["K286"], None)],
        [(["K253"], None), (["K257"], None), (["K290"], None)],
    ),
    "cellulitis": (
        [(["L031"], None), (["L88"], ["S461"]), (["L980"], ["S571"])],
        [
            (["L031"], ["A521"]),
            (["L031"], ["U051", "W901"]),
            (["L031"], ["S061", "S451"]),
            (["L031"], ["X021"]),
            (["L081"], None),
        ],
    ),
    "pelvic_inflammation": ([(["N739"], None)], [(["N719"], None)]),
    "ear_nose_throat": (
        [(["J039"], None), (["H66"], None), (["J312"], None)],
        [(["J04"], None), (["J311"], None)],
    ),
    "dental": (
        [(["K02"], None), (["A690"], None), (["K099"], None), (["K13"], None)],
        [(["K07"], None), (["K091"], None), (["A691"], None)],
    ),
    "convulsions": ([(["G409"], None), (["R568"], None)], [(["R55", "R568"], None)]),
    "gangrene": ([(["R02"], None), (["E149", "R02"], None)], [(["R03"], None)]),
}


def test_there_are_nineteen_groups_and_each_is_tried_here():
    assert {one.slug for one in acsc.groups()} == set(GROUPS)
    assert len(GROUPS) == 19
    parts = [one.part for one in acsc.groups()]
    assert (parts.count("acute"), parts.count("chronic")) == (9, 8)


@pytest.mark.parametrize("slug", GROUPS)
def test_a_group_of_conditions(slug):
    inside, outside = GROUPS[slug]
    group = next(one for one in acsc.groups() if one.slug == slug)
    changes = [
        {"diagnosis_codes": d, "procedure_codes": p} for d, p in [*inside, *outside]
    ]
    planned = [one | {"admission_method": "11"} for one in changes]
    unknown = [{"diagnosis_codes": None}, {"admission_method": None} | changes[0]]
    rows = rows_of(SPELL, [*changes, *planned, *unknown])
    found = classed(lambda rows: acsc.of_group(group, rows), rows)
    assert found[: len(changes)] == [True] * len(inside) + [False] * len(outside)
    assert found[len(changes) : 2 * len(changes)] == [False] * len(changes)
    assert found[2 * len(changes) :] == [None, None]
    whole = classed(rule_called("ambulatory_care_sensitive"), rows)
    assert whole[: len(inside)] == [True] * len(inside)
    assert whole[len(changes) :] == found[len(changes) :]


def test_an_attendance_is_avoidable_where_every_condition_holds():
    changes = [
        {},
        {"investigation_codes": None, "treatment_codes": None},
        {"investigation_codes": ["27171005", "53115007"]},
        {"arrival_mode": "other", "investigation_codes": ["24"]},
        {"discharge_status": "gp_follow_up", "treatment_codes": ["57", "221"]},
        {"discharge_status": "left_before_treatment"},
    ]
    rule = rule_called("avoidable_ae")
    assert classed(rule, rows_of(ATTENDANCE, changes)) == [True] * len(changes)


@pytest.mark.parametrize(
    "change",
    [
        {"department_type": "03"},
        {"attendance_category": "2"},
        {"arrival_mode": "ambulance"},
        {"discharge_status": "left_before_assessment"},
        {"discharge_status": "admitted"},
        {"investigation_codes": ["27171005", "16310003"]},
        {"investigation_codes": ["271710051"]},
        {"treatment_codes": ["413334001", "85053006"]},
    ],
    ids=str,
)
def test_one_condition_that_fails_is_enough(change):
    rows = rows_of(ATTENDANCE, [change, change | {"arrival_mode": None}])
    expected = [False, False] if "arrival_mode" not in change else [False, None]
    assert classed(rule_called("avoidable_ae"), rows) == expected


@pytest.mark.parametrize(
    "field",
    ["department_type", "attendance_category", "arrival_mode", "discharge_status"],
)
def test_an_attendance_without_a_field_could_not_be_classed(field):
    rows = rows_of(ATTENDANCE, [{field: None}])
    assert classed(rule_called("avoidable_ae"), rows) == [None]


def test_a_stay_of_no_night():
    ends = {"discharged_at": "2024-03-01 23:59"}
    changes = [
        ends,
        ends | {"discharge_method": "2"},
        {"discharged_at": "2024-03-02 00:01"},
        ends | {"discharge_method": "4"},
        ends | {"procedure_codes": ["U051"]},
        ends | {"admission_method": "12"},
        {"discharged_at": None},
        ends | {"discharge_method": None},
        ends | {"admission_method": None},
        {"discharged_at": "2024-02-01"},
    ]
    found = classed(rule_called("zero_day"), rows_of(SPELL, changes))
    assert found == [True, True, False, False, False, False, None, None, None, None]


def test_a_readmission_is_an_emergency_within_28_days_of_a_discharge_alive():
    long_ago = {"person": 9, "admitted_at": "2023-01-01", "discharged_at": "2023-01-02"}

    def second(admitted, **more):
        return {"admitted_at": admitted, "discharged_at": "2024-05-01"} | more

    cases = {
        "after 28 days": ([second("2024-03-31 08:00")], True),
        "after 29 days": ([second("2024-04-01 00:30")], False),
        "on the day": ([second("2024-03-03 18:00")], True),
        "planned": ([second("2024-03-10", admission_method="11")], False),
        "method not known": ([second("2024-03-10", admission_method=None)], None),
        "of somebody else": ([second("2024-03-10", person=2)], False),
    }
    for told, (later, expected) in cases.items():
        found = classed(
            rule_called("readmission"), rows_of(SPELL, [long_ago, {}, *later])
        )
        assert found[1:] == [False, expected], told
    died = [long_ago, {"discharge_method": "4"}, second("2024-03-10")]
    assert classed(rule_called("readmission"), rows_of(SPELL, died))[1:] == [False] * 2
    planned = [long_ago, {"admission_method": "11"}, second("2024-03-10")]
    assert classed(rule_called("readmission"), rows_of(SPELL, planned))[2] is True
    between = [
        long_ago,
        {},
        second("2024-03-20", discharged_at=None),
        second("2024-04-09"),
    ]
    assert classed(rule_called("readmission"), rows_of(SPELL, between))[3] is False


def test_the_first_days_of_the_data_cannot_say_that_it_was_no_readmission():
    changes = [
        {"person": 1, "admitted_at": "2024-01-01", "discharged_at": "2024-01-02"},
        {"person": 2, "admitted_at": "2024-01-28", "discharged_at": "2024-01-29"},
        {"person": 3, "admitted_at": "2024-01-29", "discharged_at": "2024-01-29"},
        {"person": 1, "admitted_at": "2024-01-10", "discharged_at": "2024-01-11"},
        {"person": 4, "admitted_at": "2024-01-05", "admission_method": "11"},
    ]
    found = classed(rule_called("readmission"), rows_of(SPELL, changes))
    assert found == [None, None, False, True, False]


def test_a_death_at_the_end_of_life():
    died = {"discharge_method": "4", "discharged_at": "2024-03-15 10:00"}
    changes = [
        died,
        died | {"discharged_at": "2024-03-16 10:00"},
        died | {"discharge_method": "1"},
        died | {"procedure_codes": ["X335"]},
        died | {"diagnosis_codes": ["J18", "W190"]},
        died | {"diagnosis_codes": None},
        died | {"discharged_at": None},
        died | {"discharge_method": None},
        died | {"admission_method": "11"},
    ]
    found = classed(rule_called("end_of_life"), rows_of(SPELL, changes))
    assert found == [True, False, False, False, False, None, None, None, True]


def test_each_rule_has_its_source_version_and_words():
    for one in rules():
        assert one.source and one.version and one.says and one.called, one.slug
        assert one.fields, one.slug


def test_a_pattern_that_is_no_start_of_a_code_is_told():
    with pytest.raises(ValueError, match=r"'L03\.'"):
        coded.checked(["L04", "L03."])
