"""Frequent attenders of A&E and general practice: who, why, and whether helping them
worked.

The library behind the dashboard. It knows nothing of Streamlit, so the same functions
serve the pages, `python -m analytics` and a notebook. Imports point down only; see the
README's map.
"""

VERSION = "0.3.0"
