"""How a result is shown: a finding as title, a chart, its numbers, its source. No
Streamlit."""
