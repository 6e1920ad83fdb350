import pytest

from storage.query import beginnings, read_query


@pytest.mark.parametrize(
    "typed, every",
    [
        ("pier", '"pier"'),
        ("second pier", '"second" AND "pier"'),
        ('fees "second pier"', '"fees" AND "second pier"'),
        ("“second pier” fees", '"second pier" AND "fees"'),
        ("don't U.S. $53.4", '"don\'t" AND "U.S." AND "$53.4"'),
        ("how many boats land at the pier?", '"boats" AND "land" AND "pier?"'),
        ("what is this?", '"what" AND "is" AND "this?"'),
        ('the "of the" pier', '"of the" AND "pier"'),
        ('pier" NOT 1', '"pier" AND "NOT" AND "1"'),
        ("a\0b pier", '"b" AND "pier"'),
    ],
)
def test_read_query_quotes_every_word(typed: str, every: str) -> None:
    query = read_query(typed)
    assert query is not None
    assert query.all_terms == every
    assert query.any_term == every.replace(" AND ", " OR ")


@pytest.mark.parametrize("typed", ["", "  ", '"', '""', "!?* -- ()", "🚢", "\0"])
def test_read_query_without_a_word_is_none(typed: str) -> None:
    assert read_query(typed) is None
    assert beginnings(typed) is None


def test_read_query_is_bounded() -> None:
    query = read_query("boat " * 10_000)
    assert query is not None
    assert query.all_terms.count('"boat"') == 12


def test_beginnings_part_words_as_the_index_does() -> None:
    assert beginnings("U.S. harb") == '"U" * AND "S" * AND "harb" *'
    assert beginnings('a"b') == '"a" * AND "b" *'
