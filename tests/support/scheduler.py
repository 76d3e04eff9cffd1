"""How the tests are shared out to workers: by the groups of `order`, largest first."""

from xdist.scheduler import LoadScopeScheduling

from tests.support.order import group_of


class GroupScheduling(LoadScopeScheduling):
    """One group at a time to whichever worker is free, in the order of the collection.

    pytest-xdist's own `loadgroup` writes a group into a test's id, which pytest 9 no
    longer lets it change.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.split("::", 1)[0])
