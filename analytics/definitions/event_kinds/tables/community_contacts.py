"""The canonical table of contacts with community services, field by field."""

from analytics.definitions.canonical import Component, Field, Table
from analytics.definitions.event_kinds.tables.attended import attended

MODES = ("face_to_face", "telephone", "video", "online", "other")

TABLE = Table(
    "community_contacts",
    "Community contacts",
    "one contact",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one contact to the next, so the "
            "extract cannot be loaded",
        ),
        Field(
            "contact_at",
            "timestamp",
            "When the contact was",
            True,
            without="no contact falls in any window, so the extract cannot be loaded",
            components=(
                Component(
                    "contact_time",
                    "time",
                    "Time of day of the contact",
                    "every contact is at midnight",
                ),
            ),
        ),
        Field(
            "contact_id",
            "id",
            "The contact's own number",
            without="two alike contacts of one person at one time count once",
            components=(Component("sent_date", "date"),),
        ),
        attended("every row counts, missed and cancelled contacts too"),
        Field(
            "team",
            "category",
            "The team or type of service, such as district nursing",
            without="contacts cannot be told apart by team",
        ),
        Field(
            "mode",
            "category",
            "How",
            allowed=MODES,
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "practice_code",
            "code",
            "The person's practice at the time",
            without="contacts are placed by the person's registration, or else not at "
            "all",
        ),
    ),
)
