"""The canonical tables of places: practices and small areas. Services have a file of
their own (`services.tables`)."""

from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.canonical import Field, Table

CENSUSES = (2011, 2021)  # whose small areas differ
INDICES = (2015, 2019, 2025)  # years of the English index of multiple deprivation

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
            "The local authority district it is in",
            without="districts are those of the areas’ names, where these have them",
        ),
        Field(
            "side",
            "text",
            "On which side of a river, railway or motorway it lies",
            without="plans of neighbourhoods may cross rivers and other lines",
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
            "boundary_year",
            "integer",
            "The census whose boundaries it has: 2011 or 2021",
            told_by="lsoa_code",
            years=CENSUSES,
            without="the boundaries are those that the header of the code names, or of "
            "a year that is not known",
        ),
        Field(
            "imd_year",
            "integer",
            "The year of the index of multiple deprivation: 2019 or 2025",
            told_by="imd_decile",
            years=INDICES,
            without="the index is the one that the header of the decile names, or of a "
            "year that is not known",
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

# The layout in which ONS publishes it: LSOA11CD, LSOA21CD, CHGIND, LAD22NM (Open
# Geography Portal, "LSOA (2011) to LSOA (2021) to LAD (2022) look-up")
LOOKUP = Table(
    "lookup",
    "Look-up of small areas",
    "a small area of the census of 2011 and one of 2021 that it became",
    (
        Field(
            "code_2011",
            "code",
            "Its code of the census of 2011",
            True,
            without="no code of 2011 can be translated, so it cannot be loaded",
        ),
        Field(
            "code_2021",
            "code",
            "The code of 2021 of what it became",
            True,
            without="no code of 2011 can be translated, so it cannot be loaded",
        ),
        Field(
            "district",
            "text",
            "The local authority district that it is in",
            without="districts are those of the areas file",
        ),
    ),
    keys=("code_2011", "code_2021"),
)
