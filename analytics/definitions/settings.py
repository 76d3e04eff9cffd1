"""Shim until `disclosure.meeting` takes event kinds; goes with it."""

from analytics.definitions.event_kinds import AE, GP

EXTRACT = {kind.slug: kind.table.name for kind in (AE, GP)}
