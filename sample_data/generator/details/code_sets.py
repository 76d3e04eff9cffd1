"""Codes and words of single fields: arrival, acuity, discharge, prices, statuses.

The A&E code sets are those of ECDS as listed in the NHS Data Dictionary. Shares and
prices are invented.
"""

from pathlib import Path

from sample_data.generator.inputs import rows
from sample_data.generator.places.neighbourhoods import NAMES

# Hospital sites (names say what each is, codes are invented), and the share of
# attendances at each by neighbourhood.
_SITES = rows(Path(__file__).with_name("sites.csv"))
SITE_CODES = [site["code"] for site in _SITES]
SITE_NAMES = [site["name"] for site in _SITES]
SITE_IS_MINOR = [site["department_type"] == "03" for site in _SITES]
SITE_SHARES = [[float(site[name]) for site in _SITES] for name in NAMES]

AMBULANCE = ("1048031000000100", "1048021000000102", "1048041000000109")
OWN_WAY = ("1048071000000103", "1048061000000105")
POLICE = "1048001000000106"
ARRIVALS = (*AMBULANCE, *OWN_WAY, POLICE)
ACUITY = (
    "1077251000000100",  # non-urgent
    "1077241000000103",  # standard
    "1064901000000108",  # urgent
    "1064911000000105",  # very urgent
    "1064891000000107",  # immediate
)
DISCHARGE_STATUS = (
    "182992009",
    "1066301000000103",
    "1066311000000101",
    "1066321000000107",
)
DESTINATIONS = ("306689006", "306706006", "1066331000000109", "19712007", "305398007")
# HRG-like prices in pounds (invented, near the 2023/24 tariff's shape), cheapest first.
PRICES = (72, 94, 118, 138, 161, 187, 224, 268, 331, 424)

# Core roles of general practice and their shares of the appointments.
CORE_ROLES = {
    "gp": 0.555,
    "nurse": 0.265,
    "healthcare_assistant": 0.125,
    "paramedic": 0.055,
}
MODES = ("face_to_face", "telephone", "online", "video", "home_visit")
STATUSES = ("attended", "did_not_attend", "cancelled", "booked", "unknown")
STATUS_SHARES = (0.872, 0.052, 0.062, 0.0, 0.014)
ATTENDED, DNA, CANCELLED, BOOKED, UNKNOWN = range(5)
