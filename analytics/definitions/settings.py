"""Shim until every caller takes an event kind; goes with the last of them."""

from analytics.definitions.event_kinds import AE, GP

EXTRACT = {kind.slug: kind.table.name for kind in (AE, GP)}
USED = {kind.slug: kind.used for kind in (AE, GP)}
CALLED = {kind.slug: kind.called for kind in (AE, GP)}
