"""The canonical tables of places: practices and small areas. Services have a file of
their own (`services.tables`)."""

from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.canonical import Field, Table

PRACTICES = Table(
    "practices",
    "Practices",
    "one practice",
    (
        Field(
            "practice_code",
            "code",
            "The practice's code",
            True,
            without=(
                "the names cannot be joined to any extract, so they cannot be loaded"
            ),
        ),
        Field(
            "name",
            "text",
            "The practice's name",
            without="practices are shown by their codes",
        ),
        Field(
            "pcn",
            "text",
            "Its Primary Care Network",
            without="nothing can be filtered or compared by PCN",
        ),
        Field(
            "pcn_code",
            "code",
            "The code of its Primary Care Network",
            without="PCNs of one name are told apart by their place",
        ),
        Field(
            "place",
            "text",
            "Its place (alliance)",
            without="nothing can be filtered or compared by place",
        ),
        Field(
            "icb",
            "text",
            "Its integrated care board",
            without="nothing can be filtered by integrated care board",
        ),
        Field(
            "lat",
            "number",
            "Latitude in degrees",
            without="practices are not on the map",
        ),
        Field(
            "lon",
            "number",
            "Longitude in degrees",
            without="practices are not on the map",
        ),
        Field(
            "list_size",
            "integer",
            "Registered people, as published",
            without="rates per registered person need a registered list",
        ),
    ),
)

AREAS = Table(
    "areas",
    "Small areas",
    "one small area (LSOA)",
    (
        Field(
            "lsoa_code",
            "code",
            "The area's code",
            True,
            without=(
                "the areas cannot be joined to any extract, so they cannot be loaded"
            ),
        ),
        Field(
            "lsoa_name",
            "text",
            "The area's name",
            without="small areas are shown by their codes",
        ),
        Field(
            "neighbourhood",
            "text",
            "The neighbourhood it is part of",
            without="nothing is given by neighbourhood",
        ),
        Field(
            "neighbourhood_code",
            "code",
            "The code of the neighbourhood",
            without="neighbourhoods of one name are told apart by their place",
        ),
        Field(
            "place",
            "text",
            "The place (alliance) it is in",
            without="neighbourhoods of one name and without a code are one",
        ),
        Field(
            "district",
            "text",
            "The district it is in",
            without="the table of neighbourhoods names no districts",
        ),
        Field(
            "msoa",
            "text",
            "The middle layer area (MSOA) it is part of",
            without="need is not scored by MSOA",
        ),
        Field(
            "ward",
            "text",
            "The ward it is part of",
            without="need is not scored by ward",
        ),
        Field(
            "population",
            "integer",
            "Residents",
            without="the map shows counts, no rates",
        ),
        Field(
            "imd_decile",
            "integer",
            "Deprivation decile, 1 most deprived",
            without="deprivation comes from the registered list, or else is not known",
        ),
        Field(
            "lat",
            "number",
            "Latitude of the middle of where its people live, in degrees",
            without="the middle of its outline stands for where its people live",
        ),
        Field(
            "lon",
            "number",
            "Longitude of the middle of where its people live, in degrees",
            without="the middle of its outline stands for where its people live",
        ),
        *(
            Field(
                one.name,
                "number",
                one.what,
                without=f"need is not scored by {one.title.lower()}",
            )
            for one in AREA_INDICATORS.values()
        ),
    ),
)
