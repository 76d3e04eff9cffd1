"""What the command line and the pages are told of kinds of need."""

import json

from analytics.commands import segments as command
from analytics.definitions.filters import Filters
from analytics.methods.segments.rules import cards_by_rule
from tests.segments.small import planted_dataset


def test_of_fewer_than_eight_people_no_reasons_are_told(people):
    few = cards_by_rule(people.iloc[:20])
    assert all(card.top_reasons == () for card in few if card.people < 8)


def test_the_command_answers_as_designed(dataset, found):
    answer = json.loads(
        json.dumps(command.run(dataset, Filters(), None), allow_nan=False)
    )
    assert answer["k"] == 3 and answer["as_at"] == "2024-08-31"
    assert {"segments", "stability", "k", "rule_segments", "criterion", "rule"} <= set(
        answer
    )
    assert {"name", "people", "share"} <= set(answer["segments"][0])
    assert [s["name"] for s in answer["segments"]] == [s.name for s in found.segments]
    assert answer["segments"][0]["name"] in command.as_text(answer)


def test_the_command_with_one_extract_does_not_say_nought_for_what_is_not_there(
    tmp_path,
):
    only_gp = planted_dataset(tmp_path, people=30, others=0, extracts=("gp",))
    answer = command.run(only_gp, Filters(), None)
    assert all(s["ae_attendances"] is None for s in answer["rule_segments"])
    assert (
        "A&E attendances"
        not in command.as_text(answer).split("rules of the literature")[1]
    )
