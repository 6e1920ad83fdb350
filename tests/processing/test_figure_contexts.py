"""What a figure is shown with: all that changes what it means, no clause that says more."""

import pytest

from domain.documents import Document
from domain.facts import Figure
from processing import analyse

# Long enough that its sentence is no longer shown whole.
_MORE = (
    "the harbour office of the district trained wardens for its sheds, piers, locks, quays and "
    "lights in the north and in the south of the bay with the help of the sailors of the town"
)


def figure_of(text: str, number: str) -> Figure:
    release = analyse(Document("context", text))
    return next(figure for figure in release.figures if number in figure.span.text)


def shown(text: str, number: str) -> str:
    context = figure_of(text, number).context
    assert context is not None
    return context.text


@pytest.mark.parametrize(
    "sentence",
    [
        "After a debate the board of Elm City decided to maintain the toll for ferries at $40.",
        "If the council agrees by May, the port of Elm will receive $40 for each boat.",
        "By 2040 the mill would, its owners hope, save up to $40 for each household.",
        "Of the boats in the east, the wardens never took more than 40 boats in one year.",
    ],
)
def test_sentence_is_shown_whole(sentence: str) -> None:
    assert shown(f"{sentence} The office moved.", "40") == sentence


@pytest.mark.parametrize("mark", ["-", "•", "*"])
def test_bullet_before_a_sentence_is_not_shown(mark: str) -> None:
    text = f"The office moved.\n\n{mark} The port of Elm City bought 40 boats in May.\n\nIt rained."
    assert shown(text, "40") == "The port of Elm City bought 40 boats in May."


@pytest.mark.parametrize(
    "behind",
    [
        f", and {_MORE}, and the mayor of Elm City opened a school for sailors there",
        f"; {_MORE}, and the mayor of Elm City opened a school for sailors there too",
        f", making room for the clerks, while {_MORE} and the mayor of Elm City opened a school",
    ],
)
def test_clauses_behind_that_say_another_thing_are_left_out(behind: str) -> None:
    own = "The port of Elm City bought 40 boats from a yard in the north last year"
    context = shown(f"{own}{behind}.", "40 boats")
    assert context.startswith(own)
    assert f"{own}{behind}.".startswith((f"{context},", f"{context};"))
    assert "school" not in context


@pytest.mark.parametrize(
    "behind",
    [
        f", but it will return them if {_MORE} at a price that the mayor of Elm City agrees to pay",
        f", provided that {_MORE} at a price that the mayor of Elm City agrees to pay for them all",
        f", {_MORE} and the mayor of Elm City, the captain of the port said at the old mill there",
        f", unless {_MORE} at a price that the mayor of Elm City agrees to pay for all of them",
    ],
)
def test_clauses_behind_that_limit_it_are_kept(behind: str) -> None:
    own = "The port of Elm City bought 40 boats from a yard in the north last year"
    assert shown(f"{own}{behind}.", "40 boats") == f"{own}{behind}."


def test_clause_before_that_says_another_thing_is_left_out() -> None:
    before = f"The mayor opened a school for sailors and a yard for masts in Elm City, {_MORE}"
    own = "the port bought 40 boats from a yard in the far north of the district of Elm"
    assert shown(f"{before}, and {own}.", "40 boats") == f"{own}."


@pytest.mark.parametrize(
    "opening",
    [
        "In the year before last, the mayor opened a school for sailors in Elm City",
        "The captain said that the mayor opened a school for sailors in Elm City",
        "Under the plan, the mayor would open a school for sailors in Elm City",
    ],
)
def test_what_holds_of_all_clauses_is_kept(opening: str) -> None:
    text = f"{opening}, {_MORE}, and the port bought 40 boats from a yard in the far north of it."
    assert shown(text, "40 boats") == text


def test_words_that_lead_to_a_main_clause_are_not_shown_alone() -> None:
    text = (
        "With a fleet of 40 boats in the harbour of the district and of its towns, the port of Elm "
        f"City opened a school for sailors at the old mill, and {_MORE}, in the north of it all."
    )
    assert "the port of Elm City opened" in shown(text, "40 boats")


def test_row_is_shown_whole_and_what_lost_its_lines_is_not_key() -> None:
    numbers = " ".join(f"{n} boats {n} sheds and {n + 1} piers of Elm {n}" for n in range(21, 60))
    release = analyse(Document("context", f"The port counts. Port {numbers}"))
    assert release.figures
    assert not any(figure.key for figure in release.figures if figure.context is None)
