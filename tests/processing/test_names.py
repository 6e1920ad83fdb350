"""What holds of the names of any text at all, and of the first real release."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.documents import Document
from domain.facts import Operation, Organization, Person, Place
from processing.layout import read_layout
from processing.names import Names, find_names
from processing.names.gender import likely_gender
from processing.names.lookup import mention_at, mentions_between, people_between, person_at
from processing.parsed_text import Block, BlockKind, ParsedText, SentenceSpan

PIECES = [
    *"“”\"'’().,;:—&-\n",
    " ",
    " ",
    " ",
    "   ",
    "\n\n",
    "’s",
    "Ann",
    "Zorblat",
    "Marrow",
    "MARROW",
    "Elm",
    "City",
    "County",
    "Ohio",
    "New York",
    "Sheriff",
    "Senators",
    "Attorney General",
    "director",
    "mother",
    "Mr.",
    "Jr.",
    "P.J.",
    "St.",
    "de la",
    "of the",
    "and",
    "who",
    "said",
    "Police Department",
    "Office",
    "FBI",
    "(XQJ)",
    "Operation",
    "dubbed",
    "Act",
    "34",
    "The",
    "é",
    "ǅ",
    "😀",
]
# Each is a sentence of its own kind of trouble, repeated up to a megabyte.
ENDLESS = {
    "capitals": "Ann Marrow ",
    "one word": "a",
    "one capital word": "A",
    "letters": "A ",
    "brackets": "(",
    "initials": "A.",
    "titles": "Sheriff ",
    "heads": "Office of ",
    "commas": "Marrow, ",
    "quotation marks": '"A ',
}
MEGABYTE = 1_000_000


def one_block(text: str) -> ParsedText:
    """A text as one body paragraph and one sentence, so that only names are timed."""
    document = Document(id="long", text=text)
    block = Block(0, len(text), BlockKind.BODY)
    return ParsedText(document, text, (block,), (SentenceSpan(0, len(text), 0),), "en")


def read(text: str) -> tuple[ParsedText, Names]:
    reading = read_layout(Document(id="any", text=text))
    return reading, find_names(reading)


@settings(deadline=None, max_examples=400)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
        st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
    )
)
def test_any_text_has_true_receipts_and_ordered_mentions(text: str) -> None:
    _, names = read(text)
    groups: dict[str, tuple[Person | Organization | Operation | Place, ...]] = {
        "person": names.people,
        "organization": names.organizations,
        "operation": names.operations,
        "place": names.places,
    }
    last = 0
    for mention in names.mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert mention.full_start <= mention.start
        assert mention.end <= mention.full_end
        last = mention.end
        spans = groups[mention.kind][mention.entity].mentions
        assert (mention.start, mention.end) in {(span.start, span.end) for span in spans}
    for group in groups.values():
        for entity in group:
            assert entity.name.strip() == entity.name != ""
            assert entity.mentions
            assert all(span.stands_in(text) for span in entity.mentions)
    assert sum(len(e.mentions) for group in groups.values() for e in group) == len(names.mentions)


@pytest.mark.parametrize("trouble", ENDLESS)
def test_a_megabyte_of_trouble_is_read(trouble: str) -> None:
    # How the time grows is measured in `make bench`; quadratic work would not end here.
    piece = ENDLESS[trouble]
    reading = one_block((piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE])
    names = find_names(reading)
    assert all(m.end <= len(reading.text) for m in names.mentions)


def test_lookups_find_mentions_by_offset() -> None:
    text = "Sheriff Ann Marrow of Ohio met Bob Pell there."
    _, names = read(text)
    at = text.index("Marrow")
    person = person_at(names, at)
    assert person is not None
    assert person.name == "Ann Marrow"
    assert person_at(names, text.index("Ohio")) is None
    assert mention_at(names, text.index("met")) is None
    assert len(mentions_between(names, 0, len(text))) == 3
    assert [p.name for p in people_between(names, at, len(text))] == ["Bob Pell"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Ann Marrow spoke at length in the hall.", "female"),
        ("Joseph Marrow spoke at length in the hall.", "male"),
        ("Kelsey Marrow spoke at length in the hall.", None),
        ("Sheriff Zorblat Q. Marrow spoke. Mr. Marrow left.", "male"),
        ("Congresswoman Pat Q. Marrow spoke at length in the hall.", "female"),
        ("His sister, Robin Q. Marrow, spoke at length in the hall.", "female"),
        ("They heard spokesman Robin Q. Marrow at length in the hall.", "male"),
        ("Zorblat Q. Marrow spoke at length in the hall.", None),
        ("Joseph Marrow met his supporters. Marrow spoke at length.", "male"),
        ("Zorblat Q. Marrow spoke to voters. Mrs. Marrow left.", "female"),
        ("Polls miss Zorblat Q. Marrow in the hall.", None),
        ("Joseph Marrow, director of his mother's firm, spoke.", "male"),
    ],
)
def test_likely_gender_follows_titles_then_given_names(text: str, expected: str | None) -> None:
    reading, names = read(text)
    assert len(names.people) == 1
    assert likely_gender(names.people[0], reading) == expected


@pytest.mark.shared
def test_the_first_real_release_names_whom_it_should(shared: Path) -> None:
    _, names = read((shared / "seeds" / "operation-spector.txt").read_text("utf-8"))
    known = {o.name for o in names.organizations} | {o.acronym for o in names.organizations}
    assert {"ICE", "HSI", "DOJ", "J-CODE", "Europol", "EC3"} <= known
    assert [operation.name for operation in names.operations] == ["Operation SpecTor"]
    people = {person.name: person for person in names.people}
    assert people["Merrick Garland"].role == "Attorney General"
    lechleitner = people["P.J. Lechleitner"]
    assert lechleitner.organization == "ICE"
    assert lechleitner.role == "senior official performing the duties of deputy director"
    assert [span.text for span in lechleitner.mentions] == ["P.J. Lechleitner", "Lechleitner"]
