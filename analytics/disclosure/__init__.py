"""The only gate between results and display: what an audience may see of a result."""

from analytics.disclosure.gate import Gate
from analytics.disclosure.protect import protect
from analytics.disclosure.protected import Audience, Protected

__all__ = ["Audience", "Gate", "Protected", "protect"]
