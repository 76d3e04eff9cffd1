"""The canonical table of hospital spells, field by field.

A row of a file is a spell, or an episode of one under one consultant: these become
spells when they are loaded.
"""

from analytics.definitions.canonical import Component, Field, Table

# NHS Data Model and Dictionary, ADMISSION METHOD CODE (HOSPITAL PROVIDER SPELL).
ELECTIVE = ("11", "12", "13")
EMERGENCY = ("21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D")
MATERNITY = ("31", "32")
OTHER = ("81", "82", "83", "84", "89")
# The same, DISCHARGE METHOD CODE (HOSPITAL PROVIDER SPELL).
DISCHARGE_METHODS = ("1", "2", "3", "4", "5", "6", "7")
DIED = "4"

TABLE = Table(
    "inpatient_spells",
    "Hospital spells",
    "one spell, or one episode of a spell",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one stay to the next, so the extract "
            "cannot be loaded",
        ),
        Field(
            "admitted_at",
            "timestamp",
            "When the spell began",
            True,
            without="no stay falls in any window, so the extract cannot be loaded",
            components=(
                Component(
                    "admitted_time",
                    "time",
                    "Time of day of admission",
                    "every admission is at midnight",
                ),
            ),
        ),
        Field(
            "spell_id",
            "id",
            "The spell's own number",
            without="episodes are joined by person, provider and day of admission",
            components=(Component("sent_date", "date"),),
        ),
        Field(
            "episode_number",
            "integer",
            "Which episode of the spell a row is: 1, 2, 3 …",
            without="the order of episodes is told by their dates",
        ),
        Field(
            "episode_began",
            "date",
            "The day an episode began",
            without="the order of episodes is told by their numbers",
        ),
        Field(
            "episode_ended",
            "date",
            "The day an episode ended",
            without="the days of discharge alone say when a spell was over",
        ),
        Field(
            "discharged_at",
            "timestamp",
            "When the spell was over",
            without="how long people stayed is not known, so days in hospital are not "
            "given",
        ),
        Field(
            "admission_method",
            "category",
            "11 to 13 elective, 21 to 28 and 2A to 2D emergency, 31 and 32 maternity, "
            "81 to 89 other",
            allowed=(*ELECTIVE, *EMERGENCY, *MATERNITY, *OTHER),
            without="emergency and planned stays cannot be told apart",
        ),
        Field(
            "treatment_function",
            "code",
            "The specialty that treated, three digits; of a spell that of the last "
            "episode",
            without="stays cannot be told apart by specialty",
        ),
        Field(
            "diagnosis_codes",
            "codes",
            "Diagnoses (ICD-10), the primary one first; of a spell that of the first "
            "episode, then all others",
            without="what people were in hospital for is not known",
        ),
        Field(
            "procedure_codes",
            "codes",
            "Procedures (OPCS-4) of all episodes",
            without="procedures are not known",
        ),
        Field(
            "discharge_method",
            "category",
            "1 on clinical advice, 2, 6 and 7 by oneself or relatives, 3 by a court, "
            "4 died, 5 stillborn",
            allowed=DISCHARGE_METHODS,
            without="deaths in hospital are not known",
        ),
        Field(
            "discharge_destination",
            "code",
            "Where the person went, as a code of the NHS Data Dictionary",
            without="where people went after a stay is not known",
        ),
        Field(
            "provider_code",
            "code",
            "The hospital or trust",
            without="spells without a number of their own are joined whatever the "
            "hospital",
        ),
        Field(
            "site_code",
            "code",
            "The hospital site",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "practice_code",
            "code",
            "The person's practice at the time",
            without="stays are placed by the person's registration, or else not at all",
        ),
        Field(
            "cost_gbp",
            "number",
            "Cost in pounds; of a spell the sum of its episodes",
            unit="pounds",
            without="costs of stays are not given",
        ),
    ),
)
