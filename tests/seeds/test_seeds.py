"""The sample releases are well formed, say that they are samples and name no real address."""

import re
from collections.abc import Callable
from datetime import date, datetime
from urllib.parse import urlsplit

import pytest

from tests.seeds.samples import MARK, Sample, all_expected, all_samples

SAMPLES = all_samples()
FIELDS = {"id": str, "title": str, "agency": str, "url": str, "published_at": str, "sample": bool}

each_sample: Callable[..., pytest.MarkDecorator] = pytest.mark.parametrize(
    "sample", SAMPLES, ids=lambda sample: sample.path.stem
)


def test_there_are_samples_of_every_kind_of_agency() -> None:
    assert len(SAMPLES) >= 14
    assert len({sample.head["agency"] for sample in SAMPLES}) == len(SAMPLES)


@each_sample
def test_front_matter_has_its_fields_and_no_others(sample: Sample) -> None:
    assert {name: type(value) for name, value in sample.head.items()} == FIELDS
    assert sample.head["id"] == f"sample-{sample.path.stem}"
    assert sample.head["sample"] is True
    assert sample.head["title"].strip()
    assert sample.head["agency"].strip()


@each_sample
def test_text_says_in_a_line_of_its_own_that_it_is_a_sample(sample: Sample) -> None:
    assert sample.text.splitlines().count(MARK) == 1


@each_sample
def test_addresses_are_reserved_ones(sample: Sample) -> None:
    url = urlsplit(sample.head["url"])
    assert url.scheme == "https"
    assert url.hostname is not None
    assert url.hostname.endswith(".example")
    for host in re.findall(r"(?<=@)[\w.-]+\w|\bwww\.[\w.-]+\w|(?<=//)[\w.-]+\w", sample.text):
        assert host.endswith(".example"), host


@each_sample
def test_no_telephone_number_stands_in_a_text(sample: Sample) -> None:
    assert not re.search(r"\+\d{2} \d|\(\d{3}\) ?\d{3}|\b\d{3}[-.]\d{3,4}[-.]?\d*\b", sample.text)


@each_sample
def test_paragraphs_are_clean(sample: Sample) -> None:
    assert sample.text == sample.text.strip() + "\n"
    assert "\n\n\n" not in sample.text
    assert not re.search(r"[ \t]\n", sample.text)


@each_sample
def test_date_is_within_the_season_and_a_moment_has_its_offset(sample: Sample) -> None:
    published = sample.published
    assert published is not None
    assert date(2026, 9, 1) <= _day(published) <= date(2026, 11, 20)
    if isinstance(published, datetime):
        assert re.search(r"[+-]\d\d:\d\d$", sample.head["published_at"])


def test_ids_titles_addresses_and_days_are_unique() -> None:
    for name in ("id", "title", "url"):
        assert len({sample.head[name] for sample in SAMPLES}) == len(SAMPLES)
    assert len({_day(sample.published) for sample in SAMPLES}) == len(SAMPLES)


def test_newest_is_the_showcase() -> None:
    assert max(SAMPLES, key=lambda s: _day(s.published)).head["id"] == "sample-quiet-harbor"


def test_shapes_of_releases_are_covered() -> None:
    lengths = {sample.head["id"]: len(sample.text.split()) for sample in SAMPLES}
    assert lengths["sample-copper-lantern"] >= 1200
    assert lengths["sample-almond-recall"] <= 100
    texts = "\n".join(sample.text for sample in SAMPLES)
    for shape in (
        r"^[^\t\n]+(\t[^\t\n]+){3}$",  # a table parted by tabs
        r"^[^|\n]+( \| [^|\n]+){3}$",  # one parted by bars
        r"^• ",
        r"^- ",
        r"^“[^”\n]+\n\n“[^”\n]+\n\n“[^”\n]+”",  # three paragraphs, one quotation
        r"‘[^\n]+’ \w+ said",
        r"^###$",
        r"^CORRECTION: ",
        r"^About the ",
    ):
        assert re.search(shape, texts, re.MULTILINE), shape


def test_expectations_belong_to_samples_and_cite_them() -> None:
    texts = {sample.head["id"]: sample.text for sample in SAMPLES}
    expected = all_expected()
    assert len(expected) >= 6
    for release, reading in expected.items():
        text = texts[release]
        for quote in reading["quotes"]:
            assert quote["text"] in text
            assert quote["speaker"] is None or quote["speaker"] in text
        assert all(person in text for person in reading["people"])
        for organization in reading["organizations"]:
            assert organization["name"] in text
        assert all(claim["text"] in text for claim in reading["claims"])
        assert sum(figure.get("top", False) for figure in reading["figures"]) == 3


def _day(published: date | datetime | None) -> date:
    assert published is not None
    return published.date() if isinstance(published, datetime) else published
