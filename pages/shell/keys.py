"""The names under which this session keeps things: one place for all of them.

Those `in_address` are bound to the address as well (`controls.address`), so they are
public: a link that somebody has kept is made of them. The keys of the filters are their
own names.
"""

IN_ADDRESS: set[str] = set()


def in_address(key: str) -> str:
    """A key that links may hold."""
    IN_ADDRESS.add(key)
    return key


IN_ADDRESS_OF: set[str] = set()  # keys that one control each of several has


def of_one(key: str, one: str) -> str:
    """The key of one of several controls alike, which links may hold."""
    IN_ADDRESS_OF.add(f"{key}_{one}")
    return f"{key}_{one}"


REFUSED = "_refused"  # what this session was refused last, recorded once

# What the session is looking at
VIEW = "_view"  # the view of this run, for the page to open
DATA = in_address("data")  # the dataset's name
OPEN_NEXT = "_open_next"  # a dataset just loaded, to be shown from the next run on
MEETING = in_address("meeting")  # whether the screen is shared
TAB = in_address("tab")  # the tab that is open
FIGURE = in_address("figure")  # the number of the figure on a shared screen
PAGE_SHOWN = "_page_shown"  # the page of the run before: the next opens at its start
GO_TO = "_go_to"  # the page that a meeting goes on to, from the next run on
OPEN_AT = "_open_at"  # the figure that it opens there
JUST_SWITCHED = "_just_switched"  # the meeting view, whose keys need the focus
CHOSEN_ROWS = "_chosen_rows"  # by figure: what the row chosen in its grid is of
PRESET = "preset"  # the published rule chosen last
CLICKED = "_clicked"  # by what of the page it chooses: the mark clicked last
CLICKS = "_clicks"  # counted, so that each click meets a chart with nothing selected
LOOKED_AT = "_looked_at"  # the last that was recorded of what this session looks at
AUDIT_WHAT = "audit_what"  # acts of the record, and words searched in it: not public
AUDIT_SEARCH = "audit_search"

# The questions of the pages
SETTING = in_address("setting")
COHORT = in_address("cohort")
COHORT_SHOWN = in_address("of_cohort")  # the fixed cohort that its page shows
COHORT_TEXT = "cohort_text"  # a definition being written
COHORT_PART = "cohort_part"  # and the part of it that a control writes
COHORT_DAY = "cohort_day"
COHORT_NAME = "cohort_name"
COHORT_SAID = "_cohort_said"  # what came of fixing one
COHORT_FIXED = "_cohort_fixed"  # the one just fixed, to be shown next
INDEX_DATE = in_address("index_date")
FOOTPRINT_OF = in_address("footprint_of")
FOOTPRINT_PERSON = "footprint_person"  # a pseudonym, so it is not in the address
FOLLOW_UP = in_address("follow_up")
TARGET = in_address("target")
COMPARE = in_address("compare")
UNIT_COST = in_address("unit_cost")
UNIT_COST_POUNDS = in_address("unit_cost_pounds")
POSTS = in_address("posts")
RISK_GROUP = in_address("risk_group")
RISK_CAPACITY = in_address("risk_capacity")
SUPPORT_POSTS = in_address("support_posts")
POST_COST = in_address("post_cost")
OTHER_COST = in_address("other_cost")
CASH_SHARE = in_address("cash_share")
PLAN_PEOPLE = in_address("plan_people")
PLAN_VISITS = in_address("plan_visits")
PLAN_ANYWAY = in_address("plan_anyway")
PLAN_UPTAKE = in_address("plan_uptake")
PLAN_YEARS = in_address("plan_years")
PLAN_DECAY = in_address("plan_decay")
PLAN_COST = in_address("plan_cost")
PLAN_COST_POUNDS = in_address("plan_cost_pounds")
PLAN_PROGRAMME = in_address("plan_programme")
SCORECARD_COHORT = in_address("scorecard_cohort")
SCORECARD_MONTH = in_address("scorecard_month")
SCORECARD_METRIC = in_address("scorecard_metric")
SCORECARD_SPLIT = in_address("scorecard_split")
SCORECARD_TEMPLATE = "scorecard_template"  # the official workbook
SCORECARD_PROJECT = "scorecard_project"  # as the workbook lists it
PLACES_RULE = "places_rule"
PLACES_AREAS = "places_areas"
INDICATOR = in_address("indicator")
POPULATION_WHAT = "population_what"
POPULATION_BY = "population_by"
PARTED_BY = "parted_by"
LIST_SEARCH = "list_search"
LIST_CASELOAD = in_address("list_caseload")
LIST_ORDER = in_address("list_order")
WORK_SHOW = "work_show"
WORK_ORDER = "work_order"
WORK_OWNER = "work_owner"
WORK_SEARCH = "work_search"
WORK_BY = "work_by"  # who decides in this session
WORK_TEAM = "work_team"  # which team decided in a meeting
WORK_SAID = "_work_said"  # what came of the last act on the worklist
LIST_SAID = "_list_said"  # what came of keeping a list of people named
WORK_SHEET = "work_sheet"  # the workbook that a team gives back
WORK_MEETING = "work_meeting"  # the day of that meeting
PRACTICES_SEARCH = "practices_search"
PRACTICES_ORDER = in_address("practices_order")
# Of local services none is in the address: from where may be somebody's home
PLAN_COUNT = in_address("plan_count")
PLAN_WITHIN = in_address("plan_within")
PLAN_FIRST = in_address("plan_first")
PLAN_LISTS = in_address("plan_lists")
NEED_PRESET = in_address("need_score")
NEED_LEVEL = in_address("need_areas")
NEED_SCALE = in_address("need_scale")
NEED_LEAST = in_address("need_least")
NEED_OF = in_address("need_of")
NEED_LESS = in_address("need_less")
NEED_AREA = in_address("need_area")
NEED_WEIGHT = "need_weight"  # and the indicator that it is of
PLAN_BY = in_address("plan_by")
PLAN_LOW = in_address("plan_low")
PLAN_HIGH = in_address("plan_high")
PLAN_NEED = in_address("plan_need")
PLAN_UNCROSSED = in_address("plan_uncrossed")
PLAN_NUMBER = in_address("plan_number")
PLAN_JOINED = in_address("plan_joined")
PLAN_LOCKED = "plan_locked"  # areas locked by hand, each with its neighbourhood
PLAN_AREA = "plan_area"  # the area that is to be moved or locked
PLAN_TO = "plan_to"  # the neighbourhood that it is to go to
PLAN_MOVES = "_plan_moves"  # (design, moves made by hand upon it)
PLAN_CALLED = "plan_called"  # what new neighbourhoods are called
PLAN_SAID = "_plan_said"  # what came of the last move, or of saving
SERVICES_POSTCODE = "services_postcode"
SERVICES_PRACTICE = "services_practice"
SERVICES_KM = "services_km"
SERVICES_NEED = "services_need"
SERVICES_AGE = "services_age"
SERVICES_WHO = "services_who"
SERVICES_OPEN = "services_open"
SERVICES_DAY = "services_day"
SERVICES_TIME = "services_time"
SERVICES_FREE = "services_free"
SERVICES_WORDS = "services_words"
SERVICES_RULE = "services_rule"
SERVICES_REACH = "services_reach"
QUALITY_FIELDS = "quality_fields"
QUALITY_PLACES = "quality_places"

# Links and named views
MADE_ON = in_address("made_on")  # in a link: the fingerprint of the data it was made on
LINK = "_link"  # what the address asks in this run, and where it is answered
DRAWN = "_drawn"  # the controls in the address drawn in this run, and their words
ANSWERED = "_answered"  # why what of the address cannot be followed
LINKED = "_linked"  # (dataset, fingerprint) of the link that was followed
AS_WAS = "_as_was"  # the fingerprint whose data are to be seen as they were
VIEW_OPEN = "_view_open"  # the named view chosen
VIEW_NAME = "_view_name"  # the name to save a view under
VIEW_WHOSE = "view_whose"  # whose it is to be
MAPPING_WHOSE = "mapping_whose"
MAPPING_OF = "mapping_of"  # whose mapping is read with, where several are kept
PACK_WHOSE = "pack_whose"

# Loading
SHIPPED_CHECKED = "_shipped_checked"  # the shipped datasets that are there
INTO = "into"  # the name of the dataset to load into
OUTCOME = "_outcome"  # what came of the last check
LOADED = "_loaded"  # a message: what has just been loaded
NEW_VERSION = "_new_version"  # the dataset of which this session loaded a version

# The pack
PACK = "_pack"  # the figures chosen, in order
PACK_SAID = "_pack_said"  # what came of adding the story
PACK_MADE = "_pack_made"  # the files made, by kind
PACK_TITLE = "pack_title"
PACK_WRITTEN = "_pack_written"  # what was written in the place of a message found
PACK_MESSAGES = "_pack_messages"  # what should be kept of the story, as found
