"""Words and codes the events are dressed in: diagnoses, complaints, sites, roles,
reasons.

SNOMED CT codes are given only where known with certainty; elsewhere the code stays
empty and the term speaks. The A&E code sets (arrival, acuity, discharge) are those of
ECDS as listed in the NHS Data Dictionary. CTV3 codes are the PCN's published list and
nothing else: reasons beyond it are terms without a code. Shares are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.generator.segments import ALCOHOL, CHILD, LUNG, MINOR, OLDER, YOUNG


@dataclass(frozen=True)
class Site:
    """A hospital site. Names say what it is; codes are invented."""

    code: str
    name: str
    department: str


SITES = (
    Site("RZ901", "Basildon emergency department", "01"),
    Site("RZ902", "Orsett minor injuries and urgent treatment", "03"),
    Site("RZ903", "Brentwood urgent treatment centre", "03"),
    Site("RZ904", "Romford emergency department", "01"),
    Site("RZ905", "Southend emergency department", "01"),
)
# Share of attendances at each site, by neighbourhood order of places.NEIGHBOURHOODS.
SITE_SHARES = (
    (0.86, 0.08, 0.02, 0.01, 0.03), (0.80, 0.08, 0.01, 0.01, 0.10), (0.82, 0.11, 0.03, 0.02, 0.02),
    (0.70, 0.05, 0.18, 0.03, 0.04), (0.72, 0.04, 0.04, 0.01, 0.19), (0.36, 0.02, 0.36, 0.25, 0.01),
    (0.58, 0.33, 0.01, 0.07, 0.01), (0.60, 0.33, 0.01, 0.05, 0.01), (0.42, 0.33, 0.02, 0.22, 0.01),
    (0.70, 0.25, 0.01, 0.01, 0.03),
)  # fmt: skip

# term, SNOMED CT code or "", chief complaint, share per 1,000, age band it favours,
# segments it favours (each multiplied by 12), severity 0 (trivial) to 3 (immediate)
_ANY, _WALKS, _KID, _ADULT, _MID, _OLD = (
    (0, 120),
    (3, 120),
    (0, 12),
    (16, 120),
    (16, 55),
    (60, 120),
)
DIAGNOSES = (
    (
        "No abnormality detected",
        "281900007",
        "Feeling unwell",
        88,
        _ANY,
        (YOUNG, MINOR),
        0,
    ),
    ("Patient walked out", "", "Feeling unwell", 48, _ANY, (YOUNG, ALCOHOL, MINOR), 0),
    ("Depressive disorder", "35489007", "Depressive feelings", 9, _ADULT, (YOUNG,), 1),
    (
        "Chronic obstructive lung disease",
        "13645005",
        "Shortness of breath",
        7,
        _OLD,
        (LUNG,),
        2,
    ),
    ("Referral to service", "", "Feeling unwell", 26, _ANY, (YOUNG, MINOR), 0),
    (
        "Lower respiratory tract infection",
        "50417007",
        "Shortness of breath",
        30,
        _ANY,
        (LUNG, OLDER, CHILD),
        1,
    ),
    ("Not recorded", "", "", 34, _ANY, (MINOR,), 0),
    (
        "Alcohol intoxication",
        "25702006",
        "Alcohol intoxication",
        8,
        _ADULT,
        (ALCOHOL,),
        1,
    ),
    (
        "Lower urinary tract infectious disease",
        "4009004",
        "Urinary symptoms",
        14,
        _ADULT,
        (OLDER,),
        1,
    ),
    ("Atrial fibrillation", "49436004", "Palpitations", 8, _OLD, (OLDER,), 2),
    ("Gastritis", "4556007", "Abdominal pain", 9, _ADULT, (ALCOHOL, MINOR), 1),
    ("Blood in urine", "34436003", "Urinary symptoms", 5, _OLD, (OLDER,), 1),
    (
        "Upper gastrointestinal hemorrhage",
        "37372002",
        "Vomiting blood",
        3,
        _OLD,
        (ALCOHOL,),
        3,
    ),
    (
        "Acute exacerbation of chronic obstructive airways disease",
        "195951007",
        "Shortness of breath",
        5,
        _OLD,
        (LUNG,),
        2,
    ),
    ("Anxiety disorder", "197480006", "Anxiety", 9, _ADULT, (YOUNG,), 1),
    (
        "Urinary tract infectious disease",
        "68566005",
        "Urinary symptoms",
        14,
        _ANY,
        (OLDER,),
        1,
    ),
    ("Hypercapnic respiratory failure", "", "Shortness of breath", 1, _OLD, (LUNG,), 3),
    ("Acute coronary syndrome", "394659003", "Chest pain", 7, _OLD, (OLDER,), 3),
    (
        "Uncomplicated alcohol withdrawal",
        "",
        "Alcohol withdrawal",
        3,
        _ADULT,
        (ALCOHOL,),
        2,
    ),
    ("Overdose of antidepressant drug", "", "Overdose", 3, _MID, (YOUNG,), 2),
    ("Chronic liver disease", "328383001", "Abdominal pain", 2, _ADULT, (ALCOHOL,), 2),
    ("Vasovagal syncope", "398665005", "Fainting", 8, _ANY, (OLDER,), 1),
    (
        "Chronic renal failure syndrome",
        "90688005",
        "Feeling unwell",
        2,
        _OLD,
        (OLDER,),
        2,
    ),
    ("Chest pain", "29857009", "Chest pain", 28, _ADULT, (YOUNG, OLDER), 2),
    ("Abdominal pain", "21522001", "Abdominal pain", 32, _ANY, (YOUNG, MINOR), 1),
    ("Headache", "25064002", "Headache", 14, _ADULT, (YOUNG, MINOR), 1),
    ("Migraine", "37796009", "Headache", 5, _MID, (MINOR,), 1),
    ("Palpitations", "80313002", "Palpitations", 8, _ADULT, (YOUNG,), 1),
    ("Dizziness", "404640003", "Dizziness", 9, _ADULT, (OLDER, MINOR), 1),
    ("Syncope", "271594007", "Fainting", 9, _ADULT, (OLDER,), 1),
    ("Panic attack", "", "Anxiety", 4, _MID, (YOUNG,), 1),
    ("Mixed anxiety and depressive disorder", "", "Anxiety", 3, _MID, (YOUNG,), 1),
    ("Intentional self-harm", "", "Self-harm", 4, _MID, (YOUNG,), 2),
    ("Suicidal thoughts", "", "Depressive feelings", 4, _MID, (YOUNG, ALCOHOL), 2),
    ("Overdose of paracetamol", "", "Overdose", 3, _MID, (YOUNG,), 2),
    ("Personality disorder", "33449004", "Depressive feelings", 1, _MID, (YOUNG,), 1),
    ("Eating disorder", "72366004", "Feeling unwell", 1, _MID, (YOUNG,), 1),
    ("Schizophrenia", "58214004", "Disturbed behaviour", 1, _ADULT, (YOUNG,), 2),
    ("Bipolar disorder", "13746004", "Disturbed behaviour", 1, _ADULT, (YOUNG,), 2),
    ("Psychotic disorder", "69322001", "Disturbed behaviour", 1, _ADULT, (ALCOHOL,), 2),
    ("Acute stress reaction", "", "Anxiety", 2, _MID, (YOUNG,), 1),
    ("Insomnia", "", "Feeling unwell", 1, _ADULT, (YOUNG,), 0),
    ("Social problem", "", "Social circumstances", 3, _ADULT, (YOUNG, ALCOHOL), 0),
    ("Homelessness", "", "Social circumstances", 1, _MID, (ALCOHOL,), 0),
    ("Drug intoxication", "", "Drug intoxication", 2, _MID, (ALCOHOL,), 2),
    ("Alcohol withdrawal seizure", "", "Seizure", 1, _MID, (ALCOHOL,), 3),
    ("Alcoholic hepatitis", "", "Abdominal pain", 1, _MID, (ALCOHOL,), 2),
    ("Acute pancreatitis", "", "Abdominal pain", 2, _ADULT, (ALCOHOL,), 2),
    ("Head injury", "82271004", "Head injury", 38, _ANY, (ALCOHOL,), 1),
    ("Laceration of scalp", "", "Head injury", 9, _ANY, (ALCOHOL,), 1),
    ("Pneumonia", "233604007", "Shortness of breath", 14, _OLD, (LUNG, OLDER), 2),
    ("Asthma", "195967001", "Shortness of breath", 9, _ANY, (LUNG, CHILD), 2),
    ("Dyspnea", "267036007", "Shortness of breath", 8, _ADULT, (LUNG, OLDER), 2),
    ("Pulmonary embolism", "59282003", "Shortness of breath", 3, _ADULT, (), 3),
    ("Heart failure", "84114007", "Shortness of breath", 8, _OLD, (OLDER, LUNG), 2),
    ("Myocardial infarction", "22298006", "Chest pain", 3, _OLD, (), 3),
    ("Hypertension", "38341003", "Headache", 4, _OLD, (OLDER,), 1),
    (
        "Transient ischemic attack",
        "266257000",
        "Weakness of limb",
        4,
        _OLD,
        (OLDER,),
        2,
    ),
    ("Stroke", "230690007", "Weakness of limb", 5, _OLD, (OLDER,), 3),
    ("Sepsis", "91302008", "Feeling unwell", 6, _OLD, (OLDER,), 3),
    ("Acute kidney injury", "14669001", "Feeling unwell", 4, _OLD, (OLDER,), 2),
    ("Delirium", "2776000", "Confusion", 4, _OLD, (OLDER,), 2),
    ("Dementia", "52448006", "Confusion", 3, _OLD, (OLDER,), 1),
    ("Fall without injury", "", "Fall", 11, _OLD, (OLDER,), 1),
    ("Fracture of neck of femur", "5913000", "Fall", 5, _OLD, (OLDER,), 2),
    ("Fracture of wrist", "", "Upper limb injury", 17, _WALKS, (), 1),
    ("Fracture of finger", "", "Upper limb injury", 13, _WALKS, (), 0),
    ("Sprain of ankle", "44465007", "Lower limb injury", 34, _WALKS, (), 0),
    ("Soft tissue injury of knee", "", "Lower limb injury", 26, _WALKS, (MINOR,), 0),
    (
        "Soft tissue injury of shoulder",
        "",
        "Upper limb injury",
        18,
        _ADULT,
        (MINOR,),
        0,
    ),
    ("Soft tissue injury of hand", "", "Upper limb injury", 30, _WALKS, (), 0),
    ("Laceration of hand", "", "Upper limb injury", 24, _ANY, (), 0),
    ("Contusion of rib", "", "Chest injury", 8, _ADULT, (ALCOHOL,), 0),
    ("Low back pain", "279039007", "Back pain", 16, _ADULT, (MINOR, YOUNG), 0),
    ("Cellulitis", "128045006", "Skin problem", 13, _ADULT, (ALCOHOL, MINOR), 1),
    ("Abscess", "", "Skin problem", 8, _ADULT, (MINOR,), 1),
    ("Urticaria", "126485001", "Skin problem", 7, _ANY, (CHILD,), 0),
    ("Anaphylaxis", "39579001", "Allergic reaction", 3, _ANY, (), 3),
    ("Insect bite", "", "Skin problem", 7, _ANY, (), 0),
    ("Corneal abrasion", "85848002", "Eye problem", 8, _ANY, (), 0),
    ("Conjunctivitis", "9826008", "Eye problem", 6, _ANY, (CHILD,), 0),
    ("Epistaxis", "249366005", "Nose bleed", 7, _ANY, (OLDER,), 0),
    ("Otitis media", "65363002", "Earache", 8, _KID, (CHILD,), 0),
    ("Tonsillitis", "90176007", "Sore throat", 13, _KID, (CHILD,), 0),
    ("Viral disease", "34014006", "Fever", 34, _KID, (CHILD,), 0),
    ("Bronchiolitis", "4120002", "Shortness of breath", 7, (0, 2), (CHILD,), 2),
    ("Croup", "71186008", "Shortness of breath", 4, (0, 5), (CHILD,), 1),
    ("Febrile convulsion", "41497008", "Seizure", 3, (0, 5), (CHILD,), 2),
    ("Gastroenteritis", "25374005", "Vomiting", 16, _ANY, (CHILD, MINOR), 0),
    ("Constipation", "14760008", "Abdominal pain", 8, _ANY, (OLDER, CHILD), 0),
    ("Appendicitis", "74400008", "Abdominal pain", 4, _ANY, (), 2),
    ("Cholecystitis", "76581006", "Abdominal pain", 5, _ADULT, (MINOR,), 2),
    ("Kidney stone", "95570007", "Abdominal pain", 6, _ADULT, (MINOR,), 1),
    ("Urinary retention", "", "Urinary symptoms", 4, _OLD, (OLDER,), 1),
    ("Catheter problem", "", "Urinary symptoms", 3, _OLD, (OLDER,), 0),
    ("Pyelonephritis", "", "Urinary symptoms", 4, _ADULT, (), 2),
    ("Epilepsy", "84757009", "Seizure", 7, _ANY, (ALCOHOL, YOUNG), 2),
    ("Non-epileptic seizure", "", "Seizure", 2, _MID, (YOUNG,), 1),
    ("Hypoglycemia", "302866003", "Feeling unwell", 3, _ADULT, (OLDER,), 2),
    ("Diabetic ketoacidosis", "420422005", "Feeling unwell", 2, _MID, (YOUNG,), 3),
    ("Hyperglycemia", "", "Feeling unwell", 2, _ADULT, (OLDER,), 1),
    ("Anemia", "271737000", "Feeling unwell", 4, _OLD, (OLDER,), 1),
    ("Deep venous thrombosis", "128053003", "Lower limb pain", 5, _ADULT, (), 1),
    ("Chronic pain", "", "Back pain", 3, _ADULT, (MINOR, YOUNG), 0),
    ("Rectal hemorrhage", "", "Rectal bleeding", 5, _ADULT, (ALCOHOL,), 1),
    ("Miscarriage", "17369002", "Vaginal bleeding", 4, (16, 45), (), 1),
    ("Pain in early pregnancy", "", "Abdominal pain", 5, (16, 45), (YOUNG,), 1),
    ("Dental pain", "", "Toothache", 6, _ADULT, (MINOR,), 0),
    ("Medication side effect", "", "Feeling unwell", 3, _ADULT, (MINOR,), 0),
    ("Foreign body in eye", "", "Eye problem", 5, _ADULT, (), 0),
    ("Burn of hand", "", "Burn", 4, _ANY, (), 0),
    ("Nausea and vomiting", "", "Vomiting", 6, _ADULT, (MINOR, YOUNG), 0),
    ("Musculoskeletal chest pain", "", "Chest pain", 10, _ADULT, (YOUNG, MINOR), 0),
    ("Generalised weakness", "", "Feeling unwell", 5, _OLD, (OLDER,), 1),
    ("Leg ulcer", "", "Skin problem", 2, _OLD, (OLDER,), 0),
)

AMBULANCE = ("1048031000000100", "1048021000000102", "1048041000000109")
OWN_WAY = ("1048071000000103", "1048061000000105")
POLICE = "1048001000000106"
ARRIVALS = (*AMBULANCE, *OWN_WAY, POLICE)
ACUITY = (
    "1077251000000100",
    "1077241000000103",
    "1064901000000108",
    "1064911000000105",
    "1064891000000107",
)  # non-urgent, standard, urgent, very urgent, immediate
DISCHARGE_STATUS = (
    "182992009",
    "1066301000000103",
    "1066311000000101",
    "1066321000000107",
)
DESTINATIONS = ("306689006", "306706006", "1066331000000109", "19712007", "305398007")

# HRG-like prices in pounds (invented, near the 2023/24 tariff's shape), cheapest first.
PRICES = (72, 94, 118, 138, 161, 187, 224, 268, 331, 424)

# Roles of general practice: core ones and, by their published names, those paid by
# ARRS.
CORE_ROLES = {
    "gp": 0.555,
    "nurse": 0.265,
    "healthcare_assistant": 0.125,
    "paramedic": 0.055,
}
MODES = ("face_to_face", "telephone", "online", "video", "home_visit")
STATUSES = ("attended", "did_not_attend", "cancelled", "booked", "unknown")
STATUS_SHARES = (0.872, 0.052, 0.062, 0.0, 0.014)

# Reasons beyond the published Read list: terms without a code, and their share per
# 1,000.
OTHER_REASONS = (
    (("Blood " "pressure " "check"), 40), (("Blood " "test " "requested"), 62), (("Childhood " "immunisation"), 16),
    (("Influenza " "vaccination"), 24), (("Cervical " "screening"), 10), (("Contraception " "advice"), 14),
    ("Low back pain", 20), ("Knee pain", 16), ("Shoulder pain", 12), ("Rash", 18),
    ("Eczema", 10), ("Cough", 28), ("Diabetic review", 22), ("Fit note issued", 14),
    (("Social " "prescribing " "review"), 9), (("Housing " "or " "money " "problem"), 6), ("Loneliness", 3),
    ("Bereavement", 2), ("Alcohol problem", 4), ("Insomnia", 7), ("Headache", 10),
    ("Abdominal pain", 13), ("Fatigue", 11), ("Hay fever", 6), ("Wound dressing", 16),
    (("Test " "result " "discussed"), 46), (("Repeat " "prescription " "query"), 44), ("Administration", 52),
    ("Care plan review", 9), ("Chronic obstructive lung disease review", 7),
    (("Smoking " "cessation " "advice"), 6), (("Weight " "management " "advice"), 8), (("Menopause " "advice"), 6),
    ("Antenatal care", 7), ("Spirometry", 2), ("Exercise advice", 5),
)  # fmt: skip
