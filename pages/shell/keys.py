"""The names under which this session keeps things: one place for all of them.

Widget keys in `IN_ADDRESS` are bound to the address as well, so they are public: a link
that somebody has kept is made of them. The filters' keys are the filters' own names.
"""

# What the session is looking at
VIEW = "_view"  # the view of this run, for the page to open
DATA = "data"  # the dataset's name
OPEN_NEXT = "_open_next"  # a dataset just loaded, to be shown from the next run on
MEETING = "meeting"  # whether the screen is shared
TAB = "tab"  # the tab that is open
FIGURE = "figure"  # the number of the figure on a shared screen
PRESET = "preset"  # the published rule chosen last
CLICKS = "_clicks"  # counted, so that each click meets a chart with nothing selected

# The questions of the pages
SETTING = "setting"
COHORT = "cohort"
INDEX_DATE = "index_date"
FOLLOW_UP = "follow_up"
COMPARE = "compare"
UNIT_COST = "unit_cost"
UNIT_COST_POUNDS = "unit_cost_pounds"
POSTS = "posts"
POST_COST = "post_cost"
OTHER_COST = "other_cost"
CASH_SHARE = "cash_share"
PLAN_PEOPLE = "plan_people"
PLAN_VISITS = "plan_visits"
PLAN_ANYWAY = "plan_anyway"
PLAN_UPTAKE = "plan_uptake"
PLAN_YEARS = "plan_years"
PLAN_DECAY = "plan_decay"
PLAN_COST = "plan_cost"
PLAN_COST_POUNDS = "plan_cost_pounds"
PLAN_PROGRAMME = "plan_programme"
PLACES_RULE = "places_rule"
PLACES_AREAS = "places_areas"
QUALITY_FIELDS = "quality_fields"
QUALITY_PLACES = "quality_places"

# Links and named views
MADE_ON = "made_on"  # in a link: the fingerprint of the data it was made on
LINKED = "_linked"  # (dataset, fingerprint) of the link that was followed
AS_WAS = "_as_was"  # the fingerprint whose data are to be seen as they were
VIEW_OPEN = "_view_open"  # the named view chosen
VIEW_NAME = "_view_name"  # the name to save a view under

# Loading
SAMPLE_CHECKED = "_sample_checked"  # the sample is there
WELCOME_CLOSED = "_welcome_closed"
INTO = "into"  # the name of the dataset to load into
OUTCOME = "_outcome"  # what came of the last check
LOADED = "_loaded"  # a message: what has just been loaded
NEW_VERSION = "_new_version"  # the dataset of which this session loaded a version

# The pack
PACK = "_pack"  # the figures chosen, in order
PACK_SAID = "_pack_said"  # what came of adding the story
PACK_MADE = "_pack_made"  # the files made, by kind
PACK_TITLE = "pack_title"

IN_ADDRESS = (
    DATA,
    MEETING,
    SETTING,
    COHORT,
    INDEX_DATE,
    FOLLOW_UP,
    UNIT_COST,
    UNIT_COST_POUNDS,
    POSTS,
    POST_COST,
    OTHER_COST,
    CASH_SHARE,
    PLAN_PEOPLE,
    PLAN_VISITS,
    PLAN_ANYWAY,
    PLAN_UPTAKE,
    PLAN_YEARS,
    PLAN_DECAY,
    PLAN_COST,
    PLAN_COST_POUNDS,
    PLAN_PROGRAMME,
    TAB,
    FIGURE,
    COMPARE,
    MADE_ON,
)
