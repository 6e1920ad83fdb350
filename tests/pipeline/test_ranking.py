"""Which stories are shown: the best, mixed, fewer on a quiet day."""

from dataclasses import replace

from domain.briefings import Story
from domain.documents import Document, Span
from domain.facts import Analysis, Sentence
from domain.news import Reason, Worth
from pipeline.digest import to_release
from pipeline.ranking import STANDS_OUT, choose, in_order, rank


def story(number: int, value: float, *, agency: str = "", reason: str = "passed") -> Story:
    document = Document(
        str(number), "A text.", f"Title {number}", agency=agency or f"Agency {number}"
    )
    analysis = Analysis(str(number), f"Title {number}", None, document.agency, None, "en")
    release = to_release(number, document, analysis)
    return Story(release, (), Worth(value, "report", (Reason(reason, value),)))


def numbers(stories: tuple[Story, ...]) -> list[int]:
    return [s.release.head.release_id for s in stories]


def various(values: list[float]) -> list[Story]:
    names = ["passed", "killed", "statistics", "warns", "inquiry", "works-begin", "fraud", "spread"]
    return [story(n, v, reason=names[n % len(names)]) for n, v in enumerate(values, 1)]


def test_best_are_shown_and_the_rest_are_left_out_in_order() -> None:
    choice = choose(various([3.0, 2.5, 2.0, 1.5, 1.2, 0.4]), 3)
    assert numbers(choice.shown) == [1, 2, 3]
    assert numbers(choice.passed) == [4, 5, 6]
    assert not choice.is_quiet


def test_no_third_of_one_agency_while_others_are_near() -> None:
    stories = [story(n, 2.0 - n / 100, agency="Coast Guard", reason=r)
               for n, r in enumerate(["killed", "passed", "warns"], 1)]  # fmt: skip
    stories.append(story(4, 1.6, reason="statistics"))
    assert numbers(choose(stories, 3).shown) == [1, 2, 4]


def test_no_third_of_one_kind_of_news_while_others_are_near() -> None:
    stories = [story(n, 2.0 - n / 100) for n in (1, 2, 3)] + [story(4, 1.6, reason="killed")]
    assert numbers(choose(stories, 3).shown) == [1, 2, 4]
    assert numbers(choose(stories, 4).shown) == [1, 2, 4, 3]


def test_third_is_told_where_the_others_are_worth_much_less() -> None:
    stories = [story(n, 3.0 - n / 100) for n in (1, 2, 3)] + [story(4, 1.6, reason="killed")]
    assert numbers(choose(stories, 3).shown) == [1, 2, 3]


def test_no_third_of_one_agency_while_another_is_worth_a_story() -> None:
    stories = [story(n, 3.0 - n / 100, agency="Central Bank", reason=r)
               for n, r in enumerate(["interest-rate", "statistics", "passed"], 1)]  # fmt: skip
    stories.append(story(4, 1.6, reason="killed"))
    assert numbers(choose(stories, 3).shown) == [1, 2, 4]
    assert numbers(choose(stories, 4).shown) == [1, 2, 4, 3]
    little = [*stories[:3], story(5, 1.2, reason="killed")]
    assert numbers(choose(little, 3).shown) == [1, 2, 3]
    assert numbers(choose(stories[:3], 3).shown) == [1, 2, 3]


def test_what_does_not_stand_out_is_left_out_beside_what_does() -> None:
    choice = choose(various([2.0, 1.5, STANDS_OUT - 0.1, 0.2]), 6)
    assert numbers(choice.shown) == [1, 2]
    assert numbers(choice.passed) == [3, 4]


def test_quiet_day_is_short_and_says_so() -> None:
    choice = choose(various([0.6, 0.5, 0.4, 0.3, 0.2]), 6)
    assert numbers(choice.shown) == [1, 2]
    assert choice.is_quiet
    assert not choose([], 6).is_quiet


def test_story_of_several_agencies_is_worth_more() -> None:
    one, two = (story(n, 1.0).release for n in (1, 2))
    alone = rank([[one], [two]], {1: Worth(1.0), 2: Worth(1.1)})
    together = rank([[one, two]], {1: Worth(1.0), 2: Worth(1.1)})
    assert numbers(alone) == [2, 1]
    assert [(s.release.head.release_id, s.worth.value) for s in together] == [(2, 1.6)]
    assert [head.release_id for head in together[0].others] == [1]


def test_two_texts_of_one_agency_are_not_two_agencies() -> None:
    one, two = (story(n, 1.0, agency="Coast Guard").release for n in (1, 2))
    (found,) = rank([[one, two]], {1: Worth(1.0), 2: Worth(1.1)})
    assert found.worth == replace(Worth(1.1))


def test_of_equal_stories_the_one_with_the_latest_release_comes_first() -> None:
    early, late = story(1, 1.0), story(5, 1.0)
    joined = replace(early, others=(replace(early.release.head, release_id=9),))
    assert numbers(in_order([joined, late])) == [1, 5]
    assert numbers(in_order([late, joined])) == [1, 5]
    assert numbers(in_order([early, late])) == [5, 1]


def test_no_fourth_of_one_agency_while_anything_stands_out() -> None:
    reasons = ["killed", "passed", "warns", "inquiry"]
    stories = [story(n, 3.0 - n / 100, agency="Coast Guard", reason=r)
               for n, r in enumerate(reasons, 1)]  # fmt: skip
    other = story(5, STANDS_OUT + 0.1, reason="statistics")
    assert numbers(choose([*stories, other], 4).shown) == [1, 2, 3, 5]
    lesser = story(5, STANDS_OUT - 0.1, reason="statistics")
    assert numbers(choose([*stories, lesser], 4).shown) == [1, 2, 3, 4]


def test_of_two_that_read_the_same_one_is_told() -> None:
    def told(number: int, words: str) -> Story:
        text = f"Growth was slow. {words}"
        found = story(number, 2.0 - number / 10, agency="Central Bank", reason="interest-rate")
        release = replace(found.release, head=replace(found.release.head, title="Statement"))
        at = text.index(words)
        sentence = Sentence(Span.of(text, at, at + len(words)))
        return replace(found, release=release, sentence=sentence)

    same = [told(n, "The board kept its rate at 4 percent.") for n in (1, 2)]
    choice = choose([*same, told(3, "The board kept its rate at 3 percent.")], 3)
    assert numbers(choice.shown) == [1, 3]
    assert numbers(choice.passed) == [2]
