"""To come."""
from pages import shell

shell.open_page("definitions")
