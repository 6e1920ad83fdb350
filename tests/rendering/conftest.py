"""A small release to render, its spans found in its text."""

from collections.abc import Callable

import pytest

from domain.archive import StoredRelease
from domain.facts import Claim, Figure, Quote, Sentence
from tests.rendering.releases import place, release_of


@pytest.fixture
def release() -> StoredRelease:
    """A release with a summary, two figures and a quote."""
    record = Claim("record", place("a record for the port"))
    return release_of(
        summary=(Sentence(place("The Harbor Office seized 120 kilograms of tin")),),
        figures=(
            Figure(place("40 volunteers"), 40, relation=">", counted="volunteers"),
            Figure(
                place("120 kilograms"),
                120,
                unit="kilogram",
                subject="tin",
                key=True,
                rank=1,
                claims=(record,),
            ),
        ),
        quotes=(
            Quote(
                place("We looked in every crate,"),
                "direct",
                place("Ann Poe"),
                "Ann Poe",
                "director",
                "Harbor Office",
                place("said"),
            ),
        ),
    )


@pytest.fixture
def make_release() -> Callable[..., StoredRelease]:
    """The maker of releases, for tests that need another shape."""
    return release_of
