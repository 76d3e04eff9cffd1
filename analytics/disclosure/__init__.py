"""The only gate between results and display: what an audience may see of a result."""

from analytics.disclosure.protect import Audience, Protected, protect

__all__ = ["Audience", "Protected", "protect"]
