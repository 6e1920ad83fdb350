"""Who a speaker is: the full name, the role and the organization, as far as the release says."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from domain.facts import Person
from processing.names.capitals import spell_name, spell_office
from processing.names.found import Mention, Names
from processing.names.labels import Label, codes
from processing.names.letterheads import Letterhead
from processing.names.office_lines import first_office
from processing.names.tokens import label_of
from processing.names.vocabulary import given_names, nicknames, plain
from processing.parsed_text import ParsedText
from processing.quotes.attributed_quotes import SpeakerAttribution
from processing.quotes.coreference import Coreference
from processing.quotes.joint_speakers import Joint, find_joint, names_of
from processing.quotes.marks import QuotedSpan
from processing.quotes.mention_candidates import is_stranger
from processing.quotes.phrases import Phrase, read_backward
from processing.quotes.stated_roles import stated_role
from processing.quotes.title_heads import is_head
from processing.quotes.transcripts import (
    bearer_of,
    full_name_in,
    office_in_label,
    role_in_label,
    surname_in,
    title_in_label,
)
from processing.quotes.word_kinds import WordKind
from processing.quotes.words import Word, listed
from processing.words.layer import WordLayer

_MALE = frozenset({"he", "him", "his"})
_FEMALE = frozenset({"she", "her"})
_LONGEST_NAME = 3
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LONGEST_WORD = 20
# Words of one who speaks for themselves alone, and of several.
_SINGULAR = re.compile(r"\b(?:I|my|me|myself)\b")
_PLURAL = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
# Before a name that lost its beginning: "Prime | Minister's Office".
_CUT_OFF = re.compile(r"\b(?!The\b)[A-Z][\w'’-]*\s+\Z")
# What tells one nameless speaker from another: "a source | close to the campaign".
_DESCRIBED = re.compile(
    r"\s(?:close to|involved in|familiar with|briefed on|known as|calling (?:him|her)self)"
    r"(?:\s(?:the|a|an|his|her|its))?(?:\s[\w'’-]+(?:\s[A-Z][\w'’-]*)*)"
)
# The shape of a firm's or an office's name: "SaveHarbor", "H&CO", "harbor.com", "PMO".
_FIRM = re.compile(r"[a-z]{2}[A-Z]|\w&\w|\w\.(?:com|io|ai|org|net|to)\b|\b[A-Z]{3,}\b")
_SURNAMES = "NAME_WORD CAPITALISED COMMON GIVEN GIVEN_COMMON"
_RELATIVE = frozenset({"who", "whose"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The place of the words that name a speaker, and who that is.

    `name_rule` and `role_rule` say how the name was resolved and where the role was read.
    """

    start: int
    end: int
    name: str | None = None
    role: str | None = None
    organization: str | None = None
    name_rule: str = ""
    role_rule: str = ""

    @property
    def rules(self) -> tuple[tuple[str, str], ...]:
        """The rules of what is known of the speaker, under its name in the record."""
        known = (("name", self.name and self.name_rule), ("role", self.role and self.role_rule))
        return tuple((part, rule) for part, rule in known if rule)


class Speakers:
    """Identifies the speakers of one release, in the order of its quotes."""

    def __init__(
        self,
        reading: ParsedText,
        names: Names,
        quoted_spans: Sequence[QuotedSpan],
        layer: WordLayer,
    ) -> None:
        self._reading = reading
        self._flat = reading.flat
        self._title = reading.document.title
        self._names = names
        self._people = Coreference(reading, names, quoted_spans, layer)
        self._known: dict[int, Speaker] = {}
        # Those whom only quotations name, by their surnames.
        self._shaped: dict[str, Speaker] = {}
        # The speakers of a transcript by their surnames, as the labels write them.
        self._labels: dict[str, Speaker] = {}

    def identify(self, source: SpeakerAttribution, said: str = "") -> Speaker:
        """Say who the speaker of an attribution is; one attribution is always the same speaker.

        `said` are the words of the quotation.
        """
        phrase = source.attribution.speaker
        assert phrase is not None
        start = source.words[phrase.first].start
        if start not in self._known:
            self._known[start] = self._identify(source, phrase, said)
        return self._known[start]

    def signed(self, start: int, end: int) -> Speaker:
        """Say who the name at a place is: the speaker whom a line of its own gives."""
        mention = person_mention(self._names, start, end)
        entity: int | None
        if mention is not None:
            start, end, entity = mention.start, mention.end, mention.entity
        else:
            entity = self._called(" ".join(self._flat[start:end].split()))
        self._people.spoke(entity, start)
        if entity is None:  # the account of a body: "PMO Norland"
            name = " ".join(self._flat[start:end].split())
            is_body = _FIRM.search(name) or mention_at(self._names, start) is not None
            return Speaker(start, end, organization=name if is_body else None)
        person = self._names.people[entity]
        rule = "name-in-line" if mention is not None else "name-of-account"
        return self._person(start, end, person, rule)

    def labelled(self, start: int, end: int, *, is_only: bool = False) -> Speaker:
        """Say who the label at a place names, as it stands in a transcript.

        `is_only` says that nobody else but those who ask speaks there.
        """
        label = " ".join(self._flat[start:end].split())
        entity = bearer_of(label.casefold(), self._names.people)
        self._people.spoke(entity, start)
        surname = label.split()[-1]
        if entity is not None:
            speaker = self._person(start, end, self._names.people[entity], "label")
        else:  # named by labels alone, in full by the first of them or the head
            full = full_name_in(label)
            known = self._labels.get(surname)
            if known is None and full is None:
                known = self._in_head(label, start, end)
            speaker = known or Speaker(start, end, full, None, None, "label")
            speaker = replace(speaker, start=start, end=end)
        if speaker.name is not None:
            speaker = self._with_office(speaker, label, end, is_only=is_only)
            self._labels.setdefault(surname, speaker)
        return self._with_role(surname, speaker)

    def _with_office(self, speaker: Speaker, label: str, end: int, *, is_only: bool) -> Speaker:
        """A speaker of a transcript with the office of the label or the head, and the name spelled.

        A head that begins with an office and names nobody is that of the one who speaks alone.
        """
        assert speaker.name is not None
        name = spell_name(speaker.name, self._flat)
        role, rule = speaker.role, speaker.role_rule
        if role is None:
            head = self._letterhead
            role, rule = role_in_label(self._flat, end), "label"
            if role is None:
                role, rule = office_in_label(label), "label"
            if role is None:
                role, rule = head.role_of(speaker.name), "letterhead"
            if role is None and is_only:
                role = head.only_office
            if role is None:
                role, rule = title_in_label(label), "label"
        role = role and first_office(role)
        return replace(
            speaker, name=name, role=role and spell_office(role, self._flat), role_rule=rule
        )

    def _in_head(self, label: str, start: int, end: int) -> Speaker | None:
        """The one whom the head of the release names in full: "THE HON ADA LUND MP" for "LUND"."""
        head = self._letterhead
        name = head.bearer_of(label) or head.printed_name_of(label.split()[-1])
        if name is None:
            name = surname_in(label)
            return Speaker(start, end, name, None, None, "label") if name is not None else None
        return Speaker(start, end, name, None, None, "letterhead")

    @cached_property
    def _letterhead(self) -> Letterhead:
        return Letterhead(self._reading)

    def _with_role(self, surname: str, speaker: Speaker) -> Speaker:
        """A speaker of a transcript with the role that their first label gives."""
        first = self._labels.get(surname)
        if first is None or first.name != speaker.name or speaker.role is not None:
            return speaker
        return replace(speaker, role=first.role, role_rule=first.role_rule)

    def _person(self, start: int, end: int, person: Person, rule: str) -> Speaker:
        """A person as the speaker, with the role that the release gives anywhere."""
        role, organization = person.role, person.organization
        return Speaker(start, end, person.name, role, organization, rule, person.rule)

    def _called(self, name: str) -> int | None:
        """The person of the release who has this very name, courtesies aside."""
        words = name.split()
        for number, person in enumerate(self._names.people):
            known = person.name.split()
            if len(words) > 1 and known[-1] == words[-1] and words[0] in known:
                return number
        return None

    def interviewed(self) -> Person | None:
        """The only person whom the headline names: the one who answers in an interview."""
        title = (self._title or "").casefold()
        named = [p for p in self._names.people if p.name.casefold() in title]
        return named[0] if len(named) == 1 else None

    def _identify(self, source: SpeakerAttribution, phrase: Phrase, said: str) -> Speaker:
        words = source.words
        first, last = words[phrase.first], words[phrase.last]
        start, end = first.start, last.end
        if last.owns and end - start > len("'s"):
            end -= 2 if self._flat[end - 1] in "sS" else 1
        entity: int | None = None
        rule = "named"
        is_titled = last.mention >= 0 and first.start >= last.lead  # "Senator | Ada Lund"
        if last.mention >= 0 and (first.mention == last.mention or is_titled):
            mention = self._names.mentions[last.mention]
            start, end, entity = mention.start, mention.end, mention.entity
        else:
            if phrase.first == phrase.last:
                entity, rule = self._pointed_to(source, phrase.last, said), "pronoun"
            office = _office_of(words, phrase)
            if entity is None and source.attribution.order == "signed":
                entity, rule = self._in_whole_office(words, phrase), "office"
            elif entity is None and office:
                entity, rule = self._in_office(office), "office"
                start = words[phrase.outer_first].start
            elif entity is None and phrase.first == phrase.last:
                entity, rule = self._by_surname(source, last), "surname-alone"
        joint = find_joint(words, phrase.first, phrase.last, source.attribution.cue_last)
        if joint is not None:
            return self._joint(joint, list(words))
        if entity is None:
            return self._unknown(source, phrase, start, end)
        if source.attribution.order != "owner":  # "because of Lund's remarks": only mentioned
            self._people.spoke(entity, start)
        person = self._names.people[entity]
        speaker = self._person(start, end, person, rule)
        stated, of = stated_role(self._flat, words, phrase)
        if stated is None or _length(stated, of) <= _length(person.role, person.organization):
            return speaker
        organization = of or person.organization
        return replace(speaker, role=stated, organization=organization, role_rule="stated-beside")

    def _unknown(self, source: SpeakerAttribution, phrase: Phrase, start: int, end: int) -> Speaker:
        """A speaker that is nobody name finding knows: a name by its shape, an organization."""
        words = source.words
        last = words[phrase.last]
        if is_stranger(last):
            self._people.spoke(None, start)
        named = words[phrase.first : phrase.last + 1]
        role: str | None
        if (name := self._name_behind_title(named)) is not None:
            role = self._flat[named[0].start : named[-2].end]
            return Speaker(start, end, name, role, None, "name-by-shape", "stated-beside")
        if phrase.first == phrase.last and not last.owns:
            known = self._shaped.get(self._flat[last.start : last.end])
            if (
                known is not None
            ):  # "…,” Lund said, whose full name stood beside an earlier quotation
                return replace(known, start=start, end=end)
            if (entity := self._by_given(source, last)) is not None:
                self._people.spoke(entity, start)
                return self._person(start, end, self._names.people[entity], "given-name-alone")
        if (entity := self._before_run_on(source, named)) is not None:
            self._people.spoke(entity, start)
            person = self._names.people[entity]
            return self._person(start, named[0].end, person, "surname-alone")
        name = self._unlisted_name(named) or self._name_in_office(source, phrase, named)
        if name is None and last.mention < 0:
            if phrase.outer_last == phrase.last and words[phrase.outer_first].low == "the":
                start = words[phrase.outer_first].start  # "the Prime Minister's | Office"
            described = _DESCRIBED.match(self._flat, end)
            end = described.end() if described is not None else end
            return Speaker(start, end, organization=self._organization(last))
        role, organization = stated_role(self._flat, words, phrase)
        speaker = Speaker(start, end, name, role, organization, "name-by-shape", "stated-beside")
        if name is not None and len(named) > 1:
            self._shaped.setdefault(surname_of(name), speaker)
        return speaker

    def _organization(self, word: Word) -> str | None:
        """The organization that a word ends the name of: "the Ministry of Ports said"."""
        mention = mention_at(self._names, word.start)
        name = self._flat[word.start : word.end]
        is_free = mention is None and word.kind is WordKind.NAME and not word.owns
        if is_free and not is_head(word.low) and _FIRM.search(name):
            return name  # "SaveHarbor", "H&CO"
        if word.owns or mention is None or mention.kind != "organization":
            return None
        is_whole = mention.end == word.end and not _CUT_OFF.search(
            self._flat[max(0, mention.start - _LONGEST_WORD) : mention.start]
        )
        return self._names.organizations[mention.entity].name if is_whole else None

    def _joint(self, joint: Joint, words: list[Word]) -> Speaker:
        """Several speakers as one; with a role where they have one together ("the directors")."""
        *most, last = names_of(joint, words, self._full_names)
        self._people.spoke(None, words[joint.first].start)
        start, end = words[joint.first].start, words[joint.last].end
        name = f"{', '.join(most)} and {last}"
        role, organization = self._shared_role(joint, words)
        return Speaker(start, end, name, role, organization, "joint-speakers", "stated-beside")

    def _shared_role(self, joint: Joint, words: list[Word]) -> tuple[str | None, str | None]:
        """The office that several have together: "The Directors of the Port, | Lund and Roe"."""
        comma = joint.outer_first - 1
        office = read_backward(words, comma - 1, 0) if comma > 0 else None
        if office is None or words[comma].kind is not WordKind.COMMA:
            return None, None
        first, last = office.outer_first, office.outer_last
        if not any(w.low.endswith("s") and is_head(w.low) for w in words[first : last + 1]):
            return None, None
        role = Phrase(first, last, first, last, first, last)
        return stated_role(self._flat, words, role)

    @cached_property
    def _full_names(self) -> list[str]:
        """The full name of each mention of a person, empty for those of other things."""
        return [
            self._names.people[mention.entity].name if mention.kind == "person" else ""
            for mention in self._names.mentions
        ]

    def _unlisted_name(self, words: Sequence[Word]) -> str | None:
        """A full name that name finding has not listed: a given name with a surname."""
        if words[-1].owns or any(
            word.kind is not WordKind.NAME or word.mention != -1 for word in words
        ):
            return None
        for i in range(max(0, len(words) - _LONGEST_NAME), len(words) - 1):
            if plain(words[i].low) in given_names():
                return self._flat[words[i].start : words[-1].end]
        return None

    def _name_in_office(
        self, source: SpeakerAttribution, phrase: Phrase, named: Sequence[Word]
    ) -> str | None:
        """A name of any shape whose office stands beside it; a given name that speaks alone.

        "Kavi Zorb, head of strategy, said", “…,” Ada said.
        """
        if named[-1].owns or any(word.mention != -1 for word in named):
            return None
        name = self._flat[named[0].start : named[-1].end]
        if len(named) == 1:
            speaks = source.attribution.is_speech and source.attribution.order in ("SV", "VS")
            return name if speaks and label_of(name) is Label.GIVEN else None
        if any(word.kind is not WordKind.NAME for word in named):
            return None
        shapes = codes("NAME_WORD INITIAL")
        if len(named) > _LONGEST_NAME or any(label_of(w) not in shapes for w in name.split()):
            return None
        office = source.words[phrase.role_first : phrase.role_last + 1]
        is_persons = any(is_head(w.low) and w.low not in listed("offices_of_firms") for w in office)
        return " ".join(name.split()) if is_persons else None

    def _name_behind_title(self, named: Sequence[Word]) -> str | None:
        """A surname that the text gives with its title alone: "Premier Silver said"."""
        *titles, last = named
        if not titles or any(w.kind is not WordKind.NAME or w.mention != -1 for w in named):
            return None
        name = self._flat[last.start : last.end]
        is_name = not last.owns and name[1:].islower() and not is_head(last.low)
        is_title = all(is_head(word.low) for word in titles)
        return name if is_name and is_title and label_of(name) in codes(_SURNAMES) else None

    def _by_surname(self, source: SpeakerAttribution, word: Word) -> int | None:
        """The only person of the release with a surname that stands alone.

        Where it is the name of a place too, only one who says something is meant: "Dayton said".
        """
        if word.kind is not WordKind.NAME or word.mention >= 0 or word.owns:
            return None
        if word.mention != -1 and not source.attribution.is_speech:
            return None
        surname = self._flat[word.start : word.end]
        place = mention_at(self._names, word.start)
        if place is not None and (place.kind != "place" or place.end - place.start > len(surname)):
            return None
        bearers = [
            number
            for number, person in enumerate(self._names.people)
            if surname_of(person.name) == surname
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _before_run_on(self, source: SpeakerAttribution, named: Sequence[Word]) -> int | None:
        """The person whose surname lost the comma behind it: "said Lund | Elm Ferries Founder"."""
        if len(named) < 2 or any(w.kind is not WordKind.NAME or w.mention != -1 for w in named):
            return None
        is_given = label_of(self._flat[named[0].start : named[0].end]) is Label.GIVEN
        return None if is_given else self._by_surname(source, named[0])

    def _by_given(self, source: SpeakerAttribution, word: Word) -> int | None:
        """The only person whose given name a word is a short form of: "Tom" of Thomas Lund.

        It speaks alone, and nobody else of the release bears it.
        """
        speaks = source.attribution.is_speech and source.attribution.order in ("SV", "VS")
        short = nicknames().get(plain(word.low), frozenset())
        given = self._flat[word.start : word.end]
        if not speaks or word.mention != -1 or label_of(given) is not Label.GIVEN:
            return None
        bearers = [
            number
            for number, person in enumerate(self._names.people)
            if short & nicknames().get(plain(person.name.split()[0].casefold()), frozenset())
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _pointed_to(self, source: SpeakerAttribution, place: int, said: str) -> int | None:
        """The person a pronoun stands for, where that is plain."""
        word = source.words[place]
        if word.low in _RELATIVE:
            return self._people.just_before(word.start)
        if word.low in _MALE:
            return self._people.meant(word.start, "male")
        if word.low in _FEMALE:
            return self._people.meant(word.start, "female")
        if word.low == "they" and _SINGULAR.search(said) and not _PLURAL.search(said):
            return self._people.alone_before(word.start)
        return None

    def _in_whole_office(self, words: Sequence[Word], phrase: Phrase) -> int | None:
        """The only person whose office a line gives with its field: "— Minister of Ports"."""
        first, last = words[phrase.outer_first], words[phrase.outer_last]
        office = " ".join(self._flat[first.start : last.end].casefold().split())
        office = office.removeprefix("the ")
        held = self._in_office(words[phrase.first + (first.low == "the") : phrase.last + 1])
        role = self._names.people[held].role if held is not None else None
        return held if role is not None and office in role.casefold() else None

    def _in_office(self, words: Sequence[Word]) -> int | None:
        """The only person of the release whose office it is: "the sheriff", "the Minister"."""
        return self._people.in_office(" ".join(word.low for word in words))


def _office_of(words: Sequence[Word], phrase: Phrase) -> Sequence[Word]:
    """The words of an office that stands for its holder, those behind "the"; none for others."""
    first = phrase.outer_first
    if phrase.outer_last > phrase.last:
        return ()
    if words[first].low == "the":
        office = words[first + 1 : phrase.last + 1]
    else:  # an office that is used as a name: "Prime Minister said"
        office = words[first : phrase.last + 1]
        if len(office) == 1 or any(word.kind is not WordKind.NAME for word in office):
            return ()
    if not office or any(word.mention >= 0 or word.owns for word in office):
        return ()
    return office if is_head(office[-1].low) else ()


def surname_of(name: str) -> str:
    """The last word of a name, without the suffix behind it: "Ada Lund III"."""
    *most, last = name.split()
    return most[-1] if most and last.rstrip(".").casefold() in _SUFFIXES else last


def mention_at(names: Names, place: int) -> Mention | None:
    """The mention that holds a place of the text."""
    at = bisect_right(names.mentions, place, key=lambda mention: mention.start) - 1
    mention = names.mentions[at] if at >= 0 else None
    return mention if mention is not None and place < mention.end else None


def person_mention(names: Names, start: int, end: int) -> Mention | None:
    """The mention of a person that begins within a place of the text."""
    at = bisect_left(names.mentions, start, key=lambda mention: mention.start)
    for mention in names.mentions[at:]:
        if mention.start >= end:
            break
        if mention.kind == "person":
            return mention
    return None


def _length(role: str | None, organization: str | None) -> int:
    """How many words say what a speaker is; the longer description says more."""
    return len(f"{role or ''} {organization or ''}".split())
