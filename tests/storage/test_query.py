import pytest

from storage.query import Match, beginnings, read_query


@pytest.mark.parametrize(
    "typed, terms",
    [
        ("pier", ["pier"]),
        ("second pier", ["second", "pier"]),
        ('fees "second pier"', ["fees", "second pier"]),
        ("“second pier” fees", ["second pier", "fees"]),
        ("don't U.S. $53.4", ["don't", "U.S.", "$53.4"]),
        ("how many boats land at the pier?", ["boats", "land", "pier?"]),
        ("what is this?", ["what", "is", "this?"]),
        ('the "of the" pier', ["of the", "pier"]),
        ('pier" OF 1', ["pier", "1"]),
        ("pier NOT", ["pier", "NOT"]),
        ("well-known tax - cut", ["well-known", "tax", "cut"]),
        ("a\0b pier", ["b", "pier"]),
    ],
)
def test_read_query_keeps_every_word_as_a_phrase(typed: str, terms: list[str]) -> None:
    query = read_query(typed)
    assert query is not None
    assert query.all_terms == Match(tuple(terms))
    marks = str.maketrans("“”", '""')
    quoted = tuple(term for term in terms if f'"{term}"' in typed.translate(marks))
    assert query.any_term == Match(tuple(terms), is_any=True, needed=quoted)


@pytest.mark.parametrize(
    "typed, terms, excluded",
    [
        ("pier -boat", ["pier"], ["boat"]),
        ('pier -"second boat"', ["pier"], ["second boat"]),
        ("pier NOT boat", ["pier"], ["boat"]),
        ('pier NOT "second boat" fees', ["pier", "fees"], ["second boat"]),
        # Nothing is left to exclude from.
        ("-pier", ["pier"], []),
        ("NOT", ["NOT"], []),
        ("not pier", ["not", "pier"], []),
    ],
)
def test_read_query_excludes(typed: str, terms: list[str], excluded: list[str]) -> None:
    query = read_query(typed)
    assert query is not None
    assert (list(query.terms), list(query.excluded)) == (terms, excluded)


@pytest.mark.parametrize("typed", ["", "  ", '"', '""', "!?* -- ()", "🚢", "\0"])
def test_read_query_without_a_word_is_none(typed: str) -> None:
    assert read_query(typed) is None
    assert beginnings(typed) is None


def test_read_query_is_bounded() -> None:
    query = read_query("boat " * 10_000)
    assert query is not None
    assert query.terms == ("boat",) * 12


def test_beginnings_part_words_as_the_index_does() -> None:
    assert beginnings("U.S. harb") == Match(("U", "S", "harb"), is_beginning=True)
    assert beginnings('a"b') == Match(("a", "b"), is_beginning=True)
