"""A digest as plain text for a terminal: the stories with their reasons, number and quote."""

from collections.abc import Callable
from textwrap import fill

from domain.briefings import Briefing, Story
from domain.news import Reason
from domain.sentences import Translatable
from rendering.contexts import around
from rendering.escape import one_line
from rendering.exactness import figure_words
from rendering.plain import WIDTH
from rendering.speech import spoken_words
from rendering.statements import speaker_of, summary_sentences

Why = Callable[[Story], list[tuple[Reason, Translatable]]]


def digest_text(briefing: Briefing, why: Why, *, width: int = WIDTH) -> str:
    """The stories, each with the reasons that `why` gives, the number, the quote, what is left out.

    No line is longer than `width` columns.
    """
    stories = briefing.stories
    if not stories:
        return "No release is of this beat."
    parts = ["Nothing that stands out."] if briefing.is_quiet else []
    parts += [_story(number, story, why, width) for number, story in enumerate(stories, 1)]
    if briefing.number is not None:
        release, figure = briefing.number
        told = [s.span for story in stories if story.release is release for s in story.told]
        words = around(release, [figure], told)
        number = "\n".join(filter(None, [figure_words(release, figure), words]))
        parts.append(_section("Number of the day", number, width))
    if briefing.quote is not None:
        release, quote = briefing.quote
        said = f"“{spoken_words(release, quote)}”\n— {speaker_of(release, quote)}"
        parts.append(_section("Quote of the day", said, width))
    if briefing.passed or briefing.merged:
        parts.append(_left_out(briefing))
    return "\n\n".join(parts)


def _left_out(briefing: Briefing) -> str:
    """How many stories are left out, and how many releases only tell the same as others."""
    counted = [f"{len(briefing.passed)} left out"] if briefing.passed else []
    if briefing.merged:
        counted.append(f"{briefing.merged} told with another release")
    return f"{', '.join(counted)}; --json lists them all, in order."


def _story(number: int, story: Story, why: Why, width: int) -> str:
    release = story.release
    lines = [fill(f"{number}. {one_line(release.head.title)}", width, subsequent_indent="   ")]
    said = summary_sentences(release, story.told)
    heads = [release.head, *story.others]
    issuers = dict.fromkeys(one_line(head.agency or "") for head in heads)
    lines += [_indented(sentence, width) for sentence in said]
    lines += [_indented(names, width) for names in [", ".join(filter(None, issuers))] if names]
    lines += [_indented(f"With it: {one_line(head.title)}", width) for head in story.others]
    for reason, told in why(story):
        words = f" “{one_line(reason.span.text)}”" if reason.span is not None else ""
        lines.append(_indented(f"· {told}{words}", width))
    return "\n".join(lines)


def _section(title: str, text: str, width: int) -> str:
    return "\n".join([title, *(_indented(one_line(line), width) for line in text.splitlines())])


def _indented(text: str, width: int) -> str:
    return fill(text, width, initial_indent="   ", subsequent_indent="     ")
