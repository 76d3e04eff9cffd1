"""Every published diagnosis falls in its group; the table is sound; codes win over
words."""

from collections import Counter

import pandas as pd
import pytest

from analytics.definitions import diagnosis_groups
from analytics.definitions.diagnosis_groups import (
    GROUP_TITLES,
    categories,
    classify,
    rules,
)

# Read codes (CTV3) of the published sample week, with the printed term.
READ = {
    "administrative": [
        "XaF8d Medication review done",
        "XaJCO Medication review with patient",
        "Y281b Cancer safety netting",
        "XaF6J Minor surgery done",
    ],
    "respiratory": [
        "XE0Xs Chest infection NOS",
        "Xa7I0 Tonsillitis",
        "Xa2o8 Infection of the upper respiratory tract",
        "Xa1sb Viral upper respiratory tract infection",
        "XM1QW Respiratory tract infection",
        "Xaleq Asthma annual review",
        "XM1QH Sinusitis",
        "X00mG Pharyngitis",
    ],
    "genitourinary": ["XE0e0 Infection of urinary tract", "XaFqt Suspected UTI"],
    "mental_health": [
        "XaK6f Depression interim review",
        "X00Sb Mixed anxiety and depressive disorder",
        "X00SO Depressive disorder",
        "XE0re Depressed mood",
        "E2002 Generalised anxiety disorder",
    ],
    "cardiac": ["XE0Ub Hypertension"],
    "digestive": ["XE0rD Constipation"],
    "other": ["X75Xk Temperature", "XM1QE Ear infection"],
}
# Diagnoses of the published A&E table (SNOMED CT terms), and the PCN's long-term
# conditions.
TERMS = {
    "no_abnormality_found": ["No abnormality detected"],
    "left_before_being_seen": [
        "Patient walked out",
        "Left before treatment completed",
        "Did not wait",
    ],
    "mental_health": [
        "Depressive disorder",
        "Anxiety disorder",
        "Overdose of antidepressant drug",
        "Depression",
        "Anxiety",
        "Deliberate self-harm",
        "Suicidal thoughts",
        "Dementia",
    ],
    "respiratory": [
        "Chronic obstructive lung disease",
        "Lower respiratory tract infection",
        "Acute exacerbation of chronic obstructive airways disease",
        "Hypercapnic respiratory failure",
        "Asthma",
        "Acute respiratory distress",
    ],
    "administrative": ["Referral to service", "Fit note issued", "Repeat prescription"],
    "not_recorded": ["Not recorded", "Unknown", "", None],
    "substance_use": [
        "Alcohol intoxication",
        "Uncomplicated alcohol withdrawal",
        "Opioid overdose",
    ],
    "genitourinary": [
        "Lower urinary tract infectious disease",
        "Blood in urine",
        "Urinary tract infectious disease",
        "Chronic renal failure syndrome",
        "Chronic kidney disease",
        "Stress incontinence",
        "Hematuria",
        "Haematuria",
    ],
    "cardiac": [
        "Atrial fibrillation",
        "Acute coronary syndrome",
        "Vasovagal syncope",
        "Hypertension",
        "Chest pain",
    ],
    "digestive": [
        "Gastritis",
        "Upper gastrointestinal hemorrhage",
        "Chronic liver disease",
        "Inflammatory bowel disease",
        "Gastro-oesophageal reflux disease",
        "Alcoholic liver disease",
    ],
    "endocrine": ["Obesity", "Diabetes mellitus", "diabetes_mellitus"],
    "musculoskeletal_and_injury": [
        "Osteoarthritis",
        "Stress fracture",
        "Sprained ankle",
        "Depressed fracture of skull",
    ],
    "neurological": ["Seizure", "Migraine", "Cerebrovascular accident"],
    "skin": ["Cellulitis", "Allergic reaction"],
    "pregnancy": ["Threatened miscarriage"],
    "social": ["Homelessness", "Social problem"],
    "other": ["Fever of unknown origin", "Malignant tumour of lung", "Sepsis"],
}


def group_of(code="", term="", system=""):
    return classify(
        pd.DataFrame({"code": [code], "term": [term], "code_system": [system]})
    ).iloc[0]


@pytest.mark.parametrize("group", READ)
def test_published_read_codes_fall_in_their_group_by_code_and_by_term(group):
    pairs = pd.DataFrame(
        [entry.split(" ", 1) for entry in READ[group]], columns=["code", "term"]
    )
    assert set(classify(pairs)) == {group}
    assert set(classify(pairs[["code"]].assign(code_system="ctv3"))) == {group}
    assert set(classify(pairs[["term"]])) == {group}


@pytest.mark.parametrize("group", TERMS)
def test_published_and_common_terms_fall_in_their_group(group):
    terms = pd.DataFrame({"term": TERMS[group]})
    assert dict(zip(TERMS[group], classify(terms), strict=True)) == dict.fromkeys(
        TERMS[group], group
    )


@pytest.mark.parametrize(
    "code, system, group",
    [
        ("F10.2", "icd10", "substance_use"),
        ("f329", "icd10", "mental_health"),
        ("J44", "icd10", "respiratory"),
        ("I63.9", "icd10", "neurological"),
        ("I48", "", "cardiac"),
        ("T40.1", "icd10", "substance_use"),
        ("Z59.0", "icd10", "social"),
        ("R99", "icd10", "other"),
        ("35", "hes", "mental_health"),
        ("251", "hes", "respiratory"),
        ("143", "hes", "substance_use"),
        ("141", "hes", "mental_health"),
        ("1", "hes", "musculoskeletal_and_injury"),
        ("38", "hes", "other"),
        ("39", "", "no_abnormality_found"),
        ("197480006", "snomed", "mental_health"),
        ("197480006", "", "mental_health"),
        ("1066301000000103", "snomed", "left_before_being_seen"),
    ],
)
def test_codes_of_each_system(code, system, group):
    assert group_of(code, "", system) == group


def test_codes_win_over_words_and_capitals_matter_in_ctv3():
    assert group_of("XE0Ub", "Asthma", "ctv3") == "cardiac"
    assert group_of("xe0ub", "Asthma", "ctv3") == "respiratory"


def test_a_code_we_do_not_know_without_words_is_other_not_missing():
    assert group_of("999999999", "", "snomed") == "other"
    assert group_of("999999999", "Not recorded", "snomed") == "not_recorded"


def test_words_are_bounded_and_case_does_not_matter():
    assert group_of(term="CHEST PAIN") == "cardiac"
    assert group_of(term="Profit warning") == "other"  # holds "fit"
    assert group_of(term="Whippet") == "other"  # holds "hip"


def test_the_index_is_kept_and_an_empty_frame_is_allowed():
    pairs = pd.DataFrame({"term": ["Asthma", "Asthma"]}, index=[7, 3])
    assert classify(pairs).to_dict() == {7: "respiratory", 3: "respiratory"}
    assert classify(pairs.iloc[:0]).empty


def test_the_table_is_sound():
    table = rules()
    assert set(table["group"]) == set(GROUP_TITLES)
    assert set(table["kind"]) <= {"code", "range", "whole", "words"}
    assert not table.duplicated(["code_system", "kind", "pattern"]).any()
    ranges = table.loc[table["kind"] == "range", "pattern"]
    twice = [
        c for c, n in Counter(c for r in ranges for c in categories(r)).items() if n > 1
    ]
    assert not twice


def test_every_icd10_chapter_is_covered():
    chapters = {key[1][0] for key in diagnosis_groups._codes() if key[0] == "icd10"}
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - chapters == set()


def test_no_word_rule_is_out_of_reach():
    words = rules().query("kind == 'words'")
    plain = words[~words["pattern"].str.contains(r"[*(]")]
    got = classify(pd.DataFrame({"term": plain["pattern"]}))
    hidden = plain[got.to_numpy() != plain["group"].to_numpy()]
    assert hidden["pattern"].tolist() == []
