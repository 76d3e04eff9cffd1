"""Every profile file holds only what the contract knows."""

import pytest

from analytics.definitions.contract import TABLES
from analytics.extract.profiles import PARTS, plain, profiles


@pytest.mark.parametrize("name", profiles())
def test_fields_and_codes_are_of_the_contract(name):
    profile = profiles()[name]
    for table in profile.tables:
        section = profile.section(table)
        fields = {*TABLES[table].names, *PARTS.get(table, ())}
        assert set(section.columns) <= fields
        assert set(section.codes) <= set(TABLES[table].names)
        for field, words in section.codes.items():
            allowed = TABLES[table].field(field).allowed
            assert not allowed or set(words.values()) <= {*allowed, ""}, (field, words)
        for rule in section.leave_out:
            assert rule.headers or rule.field in fields


@pytest.mark.parametrize("name", profiles())
def test_no_header_means_two_fields(name):
    for table in profiles()[name].tables:
        seen = {}
        for field, aliases in profiles()[name].section(table).columns.items():
            for alias in {plain(alias) for alias in aliases}:
                assert seen.setdefault(alias, field) == field, alias
