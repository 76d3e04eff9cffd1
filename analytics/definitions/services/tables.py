"""The canonical tables of services and of where postcodes are."""

from analytics.definitions.canonical import Field, Table

SERVICES = Table(
    "services",
    "Local services",
    "one service at one place",
    (
        Field(
            "name",
            "text",
            "The service's name",
            True,
            without="the services cannot be shown, so they cannot be loaded",
        ),
        Field(
            "service_id",
            "text",
            "The directory's own identifier of the service",
            without="a service is known by its name and place",
        ),
        Field(
            "provider",
            "text",
            "The organisation that gives it",
            without="who gives it is not shown",
        ),
        Field(
            "description",
            "text",
            "What it does",
            without="what it does is told by its kind and name",
        ),
        Field(
            "category",
            "category",
            "What kind of help",
            without="kinds of help cannot be told apart",
        ),
        Field(
            "needs",
            "list",
            "Needs that it meets, or the terms of its taxonomy",
            without="needs are told by words in its kind and name",
        ),
        Field(
            "eligibility",
            "text",
            "Whom it is for, in words",
            without="nothing can be searched by whom it is for",
        ),
        Field(
            "age_from",
            "integer",
            "Youngest age, in whole years",
            without="it is taken to be for any age",
        ),
        Field(
            "age_to",
            "integer",
            "Oldest age, in whole years",
            without="it is taken to be for any age",
        ),
        Field(
            "who_may_refer",
            "list",
            "Who may refer to it, such as self or GP",
            without="it is told by words in how to refer",
        ),
        Field(
            "how_to_refer",
            "text",
            "How a person is referred",
            without="how to refer is not shown",
        ),
        Field(
            "opening_hours",
            "text",
            "When it is open, such as Mon-Fri 09:00-17:00; Sat 10:00-12:00",
            without="whether it is open is not known",
        ),
        Field(
            "cost",
            "text",
            "What it costs, in words",
            without="whether it is free is not known",
        ),
        Field(
            "wait",
            "text",
            "How long people wait, in words",
            without="how long people wait is not shown",
        ),
        Field(
            "capacity",
            "number",
            "People it can take on a week",
            without="each service counts as one where supply is measured",
        ),
        Field(
            "status",
            "text",
            "Whether it is active",
            without="it is taken to be active unless it has closed",
        ),
        Field(
            "opened_on",
            "date",
            "First day",
            without="it is taken to have been there always",
        ),
        Field(
            "closed_on",
            "date",
            "Last day, of a service that has closed",
            without="it is taken to be there still",
        ),
        Field(
            "checked_on",
            "date",
            "Day its entry was last checked",
            without="entries are marked as never checked",
        ),
        Field(
            "site",
            "text",
            "The name of the place where it is",
            without="the place is shown by its postcode",
        ),
        Field(
            "postcode",
            "text",
            "Where, as a postcode of the service",
            without="the address is not shown",
        ),
        Field(
            "lat",
            "number",
            "Latitude in degrees",
            without="its postcode says where the service is",
        ),
        Field(
            "lon",
            "number",
            "Longitude in degrees",
            without="its postcode says where the service is",
        ),
        Field(
            "phone",
            "text",
            "The service's own telephone number",
            without="no telephone number is shown",
        ),
        Field(
            "url",
            "text",
            "The service's own web address",
            without="no address on the web is shown",
        ),
    ),
)

POSTCODES = Table(
    "postcodes",
    "Postcodes",
    "one postcode",
    (
        Field(
            "postcode",
            "code",
            "The postcode",
            True,
            without="the places cannot be found, so they cannot be loaded",
        ),
        Field(
            "lat",
            "number",
            "Latitude in degrees",
            True,
            without="nothing is found near a postcode, so the places cannot be loaded",
        ),
        Field(
            "lon",
            "number",
            "Longitude in degrees",
            True,
            without="nothing is found near a postcode, so the places cannot be loaded",
        ),
    ),
)
