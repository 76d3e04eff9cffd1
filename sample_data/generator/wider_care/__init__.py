"""The rest of care: hospital stays, outpatients, community contacts, 999 and 111.

Drawn after the people, their A&E attendances and GP appointments, which they follow
from and never change: each part has random numbers of its own.
"""
