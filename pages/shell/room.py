"""Room for the answer: less blank above and beside what a page shows than Streamlit
leaves."""

import streamlit as st

STYLE = """
<style>
[data-testid=stMainBlockContainer] {padding: 4.1rem 2.5rem 2rem}
[data-testid=stSidebarHeader] {height: 2.25rem; padding-bottom: 0; margin-bottom: 0}
[data-stale=true] {opacity: 0.35; filter: grayscale(1)}
@media (max-width: 640px) {
  [data-testid=stMainBlockContainer] {padding: 4.1rem 1rem 2rem}
}
</style>
"""


def make_room() -> None:
    """Takes off the blank band at the top and half of the margins; what is being worked
    out anew is grey until then."""
    st.html(STYLE)
