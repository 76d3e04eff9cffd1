"""The dashboard's table of contents: its pages, the shared filters, and run.

Start it with `make run`, or `streamlit run app.py`.
"""

import streamlit as st

from pages import shell


def contents() -> dict[str, list[st.Page]]:
    """The pages, by section."""
    return {
        "Understand": [
            st.Page("pages/understand/overview.py", title="Overview", default=True),
            st.Page(
                "pages/understand/frequent_attenders.py", title="Frequent attenders"
            ),
            st.Page("pages/understand/segments.py", title="Segments"),
            st.Page("pages/understand/over_time.py", title="Over time"),
            st.Page("pages/understand/footprint.py", title="Footprint"),
            st.Page("pages/understand/population.py", title="Population"),
        ],
        "Act": [
            st.Page("pages/act/who_next.py", title="Who next"),
            st.Page("pages/act/cohorts.py", title="Cohorts"),
            st.Page("pages/act/before_after.py", title="Before and after"),
            st.Page("pages/act/savings.py", title="Savings"),
            st.Page("pages/act/support.py", title="Support"),
            st.Page("pages/act/services.py", title="Services"),
        ],
        "Compare": [
            st.Page("pages/compare/places.py", title="Places"),
            st.Page("pages/compare/neighbourhoods.py", title="Neighbourhoods"),
            st.Page("pages/compare/indicators.py", title="Indicators"),
        ],
        "Share": [
            st.Page("pages/share/scorecard.py", title="Scorecard"),
            st.Page("pages/share/pack.py", title="Pack"),
        ],
        "Assure": [
            st.Page("pages/assure/extracts.py", title="Extracts"),
            st.Page("pages/assure/quality.py", title="Quality"),
            st.Page("pages/assure/audit.py", title="Audit"),
            st.Page("pages/assure/definitions.py", title="Definitions"),
        ],
    }


if __name__ == "__main__":  # somebody's visit
    st.set_page_config(
        layout="wide", page_icon=shell.icon(), initial_sidebar_state=shell.sidebar()
    )
    # A menu a section: none hides but what the signed-in role may not open.
    page = st.navigation(shell.offered(contents()), position="top")
    with shell.faults_in_words(), shell.acting():
        shell.begin(page)
        page.run()
        shell.end()
else:  # the server, which reads this file once: nobody is given another's files
    served = st.App(__file__, middleware=[shell.gate])
