"""Answers to one event are one story in a briefing, and nothing else is made one by them."""

import pytest

from domain.archive import StoredRelease
from domain.documents import Document
from domain.subscriptions import ReleaseFilter
from pipeline.digest import digest, to_release
from pipeline.reactions import join_reactions
from processing import analyse

CASES = {
    "a death": (
        ("Vole statement on the passing of Ruth Lindqvist",
         "Senator Vole said she mourned the death of Ruth Lindqvist, who built the first pier."),
        ("Hart mourns Ruth Lindqvist",
         "Senator Hart called Ruth Lindqvist, who died on Monday, a voice of the whole coast."),
    ),
    "a nomination": (
        ("Vole opposes nomination of Omar Pitt",
         "Senator Vole said she would vote against the nomination of Judge Omar Pitt."),
        ("Hart praises court nominee Omar Pitt",
         "Senator Hart welcomed the nomination of Omar Pitt to the Harbor Court."),
    ),
    "a law": (
        ("Vole applauds passage of the Lantern Safety Act",
         "Senator Vole praised the House after it passed the Lantern Safety Act on Monday."),
        ("House passes Lantern Safety Act",
         "The House passed the Lantern Safety Act on Monday by 40 votes to 12."),
    ),
}  # fmt: skip
APART = {
    "other people": (
        ("Vole statement on the passing of Ruth Lindqvist",
         "Senator Vole said she mourned the death of Ruth Lindqvist."),
        ("Hart mourns Bo Varga",
         "Senator Hart said that Bo Varga, who died on Monday, was a friend."),
    ),
    "another step": (
        ("Vole statement on the passing of Ruth Lindqvist",
         "Senator Vole said she mourned the death of Ruth Lindqvist."),
        ("Hart praises nominee Ruth Lindqvist",
         "Senator Hart welcomed the nomination of Ruth Lindqvist to the Harbor Court."),
    ),
    "another nominee of one president": (
        ("Vole opposes nomination of Omar Pitt",
         "Senator Vole opposed President Bo Varga's nomination of Omar Pitt to the Harbor Court."),
        ("Hart praises nominee Ida Quill",
         "Senator Hart welcomed President Bo Varga's nomination of Ida Quill to the Harbor Court."),
    ),
    "two reports of a law": (
        ("Senate passes Lantern Safety Act with funds for Elm",
         "The Senate passed the Lantern Safety Act today. It has 3 million dollars for Elm."),
        ("Senate passes Lantern Safety Act with funds for Oak",
         "The Senate passed the Lantern Safety Act today. It has 9 million dollars for Oak."),
    ),
    "a name far away": (
        ("Vole statement on the passing of Ruth Lindqvist",
         "Senator Vole said she mourned the death of Ruth Lindqvist."),
        ("Ruth Lindqvist opens the pier", "Ruth Lindqvist opened the new pier in Elm on Monday."),
    ),
}  # fmt: skip


def release(number: int, title: str, text: str, agency: str) -> StoredRelease:
    document = Document(str(number), f"{title}\n\n{text}", title, agency=agency)
    return to_release(number, document, analyse(document))


def stories(pair: tuple[tuple[str, str], ...], *agencies: str) -> int:
    releases = [release(n, *told, agencies[n]) for n, told in enumerate(pair)]
    return len(join_reactions([[one] for one in releases]))


@pytest.mark.parametrize("pair", CASES.values(), ids=CASES)
def test_answers_to_one_event_are_one_story(pair: tuple[tuple[str, str], ...]) -> None:
    assert stories(pair, "Office of Vole", "Office of Hart") == 1
    assert stories(pair[::-1], "Office of Hart", "Office of Vole") == 1


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_other_events_stay_apart(pair: tuple[tuple[str, str], ...]) -> None:
    assert stories(pair, "Office of Vole", "Office of Hart") == 2


def test_what_one_issuer_says_twice_is_two_stories() -> None:
    assert stories(CASES["a death"], "Office of Vole", "Office of Vole") == 2


def test_briefing_tells_the_event_once_and_names_who_answered() -> None:
    first, second = CASES["a death"]
    day = [release(1, *first, "Office of Vole"), release(2, *second, "Office of Hart")]
    (story,) = digest(day, ReleaseFilter(), 5).stories
    assert {story.release.head.agency, *(head.agency for head in story.others)} == {
        "Office of Vole", "Office of Hart",
    }  # fmt: skip
