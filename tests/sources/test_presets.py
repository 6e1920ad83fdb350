"""The sources that come with Lede, and files that name others."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import UnreadableInputError
from domain.sources import Kind
from sources.addresses import AddressGuard
from sources.presets import read_presets

ROOT = Path(__file__).parents[2]


def test_the_presets_are_sound_and_marked_as_not_yet_seen() -> None:
    presets = read_presets(ROOT / "seeds" / "sources.toml")
    assert len(presets) >= 15
    guard = AddressGuard()
    for preset in presets:
        assert guard.check(preset.address).scheme == "https"
        assert preset.agency
        assert preset.cadence
        assert not preset.is_verified
    assert len({preset.address for preset in presets}) == len(presets)


def test_a_preset_is_read_in_full(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(
        '[harbor]\naddress = "https://h.example/api"\nkind = "interface"\ncadence_hours = 1.5\n'
        'options = { component = "piers" }\nverified = true\n'
    )
    (preset,) = read_presets(file)
    assert (preset.name, preset.kind, preset.is_verified) == ("harbor", Kind.INTERFACE, True)
    assert (preset.cadence, preset.options) == (timedelta(minutes=90), {"component": "piers"})


@pytest.mark.parametrize(
    "text, why",
    [
        ("harbor = 1", "needs an address"),
        ("[harbor]", "needs an address"),
        ('[harbor]\naddress = "x"\nkind = "fax"', "its kind is none of"),
        ('[harbor]\naddress = "x"\ncadence_hours = -1', "no number of hours"),
        ('[harbor]\naddress = "x"\ncolour = "red"', "it has 'colour'"),
        ('[harbor]\naddress = "x"\noptions = { a = 1 }', "no table of strings"),
        ('[harbor]\naddress = "x"\nagency = 5', "its agency is no name"),
        ('[harbor]\naddress = "x"\nverified = "yes"', "neither true nor false"),
        ('["Harbor Office"]\naddress = "x"', "cannot name a source"),
        ("[harbor", "no TOML"),
        ('[harbor]\naddress = "x"\nkind = "listing"', "needs the option 'item'"),
        ('[harbor]\naddress = "x"\nkind = "listing"\noptions = { item = "li[" }', "no CSS sel"),
        ('[harbor]\naddress = "x"\nkind = "listing"\noptions = { row = "li" }', "option 'row'"),
    ],
)
def test_what_is_wrong_with_a_preset_is_named(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "sources.toml"
    file.write_text(text)
    with pytest.raises(UnreadableInputError, match=why):
        read_presets(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="cannot be read"):
        read_presets(tmp_path / "none.toml")
