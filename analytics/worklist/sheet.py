"""The sheet on which a team writes what it decides: what its columns are called, for
the workbook that is made and for the one that comes back."""

SHEET, ABOUT = "Worklist", "About"
PSEUDONYM, SEEN = "Pseudonym", "Decisions so far"
STATUS, DAY, OWNER = "Status", "From", "Owner"
REASON, NOTE = "Reason", "Note"
ANSWERS = (STATUS, DAY, OWNER, REASON, NOTE)
# Of the sheet that tells what the workbook is of
DATASET, KEY, MADE = "Dataset", "Key of the pseudonyms", "Made on"
HOW = (
    "Choose a status for each person decided on, and give the day from which it holds.",
    "The owner is a code, initials or a role, never a person’s name.",
    "Write nothing that says who somebody is: no name, number, address or birth date.",
    "Leave the row of a person not decided on as it is. Rows may be sorted.",
    "Give the workbook back on the same page: all of it is taken in, or none.",
)
