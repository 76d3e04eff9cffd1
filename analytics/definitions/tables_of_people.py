"""The canonical tables of people: the registered list and the caseload."""

from analytics.definitions.canonical import (
    FRAILTIES,
    FRAILTY_WORDS,
    SEXES,
    Component,
    Field,
    Table,
)
from analytics.definitions.pathway import Status, words
from analytics.definitions.tables_of_places import INDICES

PATIENTS = Table(
    "patients",
    "Registered list",
    "one registration of one person",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="the list cannot be joined to any extract, so it cannot be loaded",
        ),
        Field(
            "practice_code",
            "code",
            "Where registered",
            True,
            without=(
                "the list does not say where people are registered, so it cannot "
                "be loaded"
            ),
        ),
        Field(
            "registered_from",
            "date",
            "First day registered; empty: before the extract began",
            without="people count as registered from the start of the extracts",
        ),
        Field(
            "registered_to",
            "date",
            "Last day registered; empty: still registered",
            without="people count as registered to the end, those who moved away too",
        ),
        Field(
            "died_on",
            "date",
            "Day of death",
            without="people who died count as still there, so attendances seem to fall",
        ),
        Field(
            "birth_year",
            "integer",
            "Year of birth",
            without="ages come from the A&E extract, or else are not known",
            components=(
                Component(
                    "birth_date",
                    "date",
                    "Date of birth, of which the year is kept",
                    "ages are not known",
                ),
                Component("age", "age", "Age in years", "ages are not known"),
            ),
            instead=("age_band",),
        ),
        Field(
            "age_band",
            "category",
            "Age band where the year of birth is not given",
            without="ages come from the year of birth, or else from A&E",
            instead=("birth_year",),
        ),
        Field(
            "sex",
            "category",
            "Sex",
            allowed=SEXES,
            without="sex comes from the A&E extract, or else is not known",
        ),
        Field(
            "ethnicity",
            "category",
            "Ethnic group",
            without="ethnic groups are not known",
        ),
        Field(
            "lsoa_code",
            "code",
            "Small area (LSOA) of residence",
            without="small areas come from the A&E extract, or else are not known",
        ),
        Field(
            "imd_year",
            "integer",
            "The year of that index: 2019 or 2025",
            without="the index is the one that the header of the decile names, or of a "
            "year that is not known",
            told_by="imd_decile",
            years=INDICES,
        ),
        Field(
            "imd_decile",
            "integer",
            "Deprivation decile of the small area, 1 most deprived",
            without="deprivation comes from the small areas, or else is not known",
        ),
        Field(
            "household_id",
            "id",
            "Which household: replaced by a keyed hash on reading, as people are",
            without="households are not known, so no cohort can be of households",
        ),
        Field(
            "frailty",
            "category",
            "Frailty: fit, mild, moderate or severe, by the electronic frailty index",
            allowed=FRAILTIES,
            words=FRAILTY_WORDS,
            without="frailty is told by codes of hospital stays alone, or not at all",
        ),
        Field(
            "conditions",
            "list",
            "Long-term conditions, parted by ;",
            without=(
                "long-term conditions are not shown, nor used to group kinds of need"
            ),
        ),
    ),
)

CASELOAD = Table(
    "caseload",
    "Caseload of the neighbourhood team",
    "one offer of support to one person",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="the people taken on cannot be found in the extracts, so the "
            "caseload cannot be loaded",
        ),
        Field(
            "referred_on",
            "date",
            "The day the person was picked",
            True,
            without=(
                "before cannot be told from after, so the caseload cannot be loaded"
            ),
        ),
        Field(
            "accepted_on",
            "date",
            "The day the person said yes; empty: no answer yet, or no",
            without="who waits is known from the status alone, or not at all",
        ),
        Field(
            "declined_on",
            "date",
            "The day the person said no, or was found not suitable",
            without="a refusal counts from the last day that is known of the offer",
        ),
        Field(
            "started_on",
            "date",
            "The day help began; empty: declined or not yet",
            without="help is taken to begin on the day of referral",
        ),
        Field(
            "ended_on", "date", "The day help ended", without="help counts as going on"
        ),
        Field(
            "status",
            "category",
            "Where the offer stands, in words or as a SNOMED CT code",
            allowed=tuple(Status),
            words=words(),
            without="where an offer stands is told from its dates and its outcome",
        ),
        Field(
            "reason",
            "category",
            "Why the person was referred",
            without="what people are referred for, and who was put in touch with "
            "what for it, is not shown",
        ),
        Field(
            "referred_by",
            "code",
            "The practice that referred (its code)",
            without="an offer counts at the practice where the person was registered",
        ),
        Field(
            "coordinator",
            "code",
            "Coordinator (a code, never a name)",
            without="the work of each coordinator is not shown",
        ),
        Field(
            "services",
            "list",
            "Services the person was put in touch with, parted by ;",
            without="what people were put in touch with is not shown",
        ),
        Field(
            "outcome",
            "category",
            "What came of it: why it ended, or why it was not taken up",
            without="why support ended is not shown",
        ),
    ),
)
