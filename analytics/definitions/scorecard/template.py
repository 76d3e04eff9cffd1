"""The words by which the national template (version 1.2) says what goes where."""

DETAILS = "Metric Details"
COHORT_LABEL = "Number of patients in the cohort"
TOTAL_LABEL = "Total"
PROJECT = "Project Name"
PERIOD = "Submission Period"
