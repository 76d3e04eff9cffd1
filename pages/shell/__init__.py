"""What every page shares, and the only helpers that know Streamlit.

A page opens a view (`open_page`), asks it for results, and shows figures.
"""

from analytics.fault_log import say_no_values
from pages.shell.faults import faults_in_words
from pages.shell.session import begin, end, icon, sidebar
from pages.shell.signin.entrance import offered
from pages.shell.signin.person import acting
from pages.shell.taking.gate import gate
from pages.shell.view import View, open_page

__all__ = [
    "View",
    "acting",
    "begin",
    "end",
    "faults_in_words",
    "gate",
    "icon",
    "offered",
    "open_page",
    "sidebar",
]

say_no_values()
