"""Who did what with the dashboard and its data, and is the record whole?"""

from pages import shell
from pages.shell.audit import record

view = shell.open_page("audit", needs_people=False)
record.show(view)
view.method()
