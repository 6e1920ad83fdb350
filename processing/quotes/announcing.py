"""Lines that announce a statement: "Minister Lund said:", "Statement from Chair Lund:"."""

from dataclasses import dataclass

from processing.quotes.attributed_quotes import SpeakerAttribution, reported_statement
from processing.quotes.attribution import Attribution, find_attributions
from processing.quotes.phrases import Phrase
from processing.quotes.phrases_forward import read_forward
from processing.quotes.title_heads import is_head
from processing.quotes.word_kinds import BEFORE_COLON, NO_LABEL, WordKind
from processing.quotes.words import Word, listed

# Words between a verb of saying and its colon: "said in a statement on Friday:".
_MOST_BETWEEN = 9
_LONGEST_LABEL = 12


@dataclass(frozen=True, slots=True)
class Announcement:
    """Whose words follow: a statement (`is_whole`), or a remark.

    `is_label` says that the name stands there alone, as in a transcript.
    """

    source: SpeakerAttribution
    is_whole: bool
    is_label: bool = False


def read_announcement(words: list[Word]) -> Announcement | None:
    """Who speaks in what follows a sentence that ends in a colon, None where nobody is said to."""
    if len(words) < 2 or words[-1].kind is not WordKind.COLON:
        return None
    if words[0].low == "dear":
        return None  # a letter
    statement = reported_statement(words) or _attributed(words)
    if statement is not None:
        return Announcement(SpeakerAttribution(statement, words), is_whole=True)
    for attribution in reversed(find_attributions(words)):
        if attribution.speaker is None or attribution.order not in ("SV", "VS", "joined"):
            continue
        if not attribution.is_speech or attribution.is_passive or not _is_plain(words, attribution):
            return None
        if words[attribution.cue_last].low not in listed("announces"):
            return None
        if not _may_speak(words[attribution.speaker.last]):
            return None
        return Announcement(SpeakerAttribution(attribution, words), is_whole=False)
    label = _labelled(words)
    return (
        None
        if label is None
        else Announcement(SpeakerAttribution(label, words), is_whole=False, is_label=True)
    )


def _may_speak(word: Word) -> bool:
    """Whether someone is named, and no thing: "the investigation revealed the following"."""
    if word.kind is WordKind.PRONOUN:
        return word.low in ("he", "she")
    return word.kind is WordKind.NAME or word.mention >= 0 or is_head(word.low)


def _is_plain(words: list[Word], attribution: Attribution) -> bool:
    """Whether nothing is told between the verb and its colon but when, where and to whom."""
    between = words[attribution.cue_last + 1 : -1]
    return len(between) <= _MOST_BETWEEN and all(
        word.kind in BEFORE_COLON or word.low in listed("channels") for word in between
    )


def _attributed(words: list[Word]) -> Attribution | None:
    """A noun for what was said with its speaker behind it: "the following quote is from Lund"."""
    for i, word in enumerate(words[:-2]):
        if i == 0 or word.low not in listed("attributed_by"):
            continue
        if not _names_statement(words[:i]):
            continue
        start = i + 1
        if words[start].low == "to" and start + 1 < len(words):
            start += 1
        speaker = read_forward(words, start)
        if speaker is not None and words[speaker.last].kind is WordKind.NAME:
            return Attribution("statement", -1, -1, speaker, i, is_speech=True)
    return None


def _names_statement(words: list[Word]) -> bool:
    """Whether a statement is named, or only "the following" ("can be attributed to")."""
    if any(word.low in listed("statements") for word in words):
        return True
    return words[-1].kind is WordKind.AUXILIARY and any(
        word.low == "following" for word in words[:3]
    )


def _labelled(words: list[Word]) -> Attribution | None:
    """A name, with or without an office, and a colon: the form of transcripts."""
    if len(words) > _LONGEST_LABEL or any(word.kind in NO_LABEL for word in words):
        return None
    named = [i for i, word in enumerate(words) if word.mention >= 0]
    if not named:
        return None
    speaker = read_forward(words, 0)
    if speaker is None or words[speaker.last].mention < 0:
        last = named[-1]
        first = next(i for i in named if words[i].mention == words[last].mention)
        role = (0, first - 1) if first else (0, -1)
        speaker = Phrase(first, last, 0, last, *role)
    if speaker.outer_last < len(words) - 2:
        return None
    return Attribution("colon", -1, -1, speaker, 0, is_speech=True)
