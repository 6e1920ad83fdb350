"""Settings: what is read, what is refused, what is never shown."""

from pathlib import Path

import pytest

from bot.config import Listening, Settings, read_settings
from domain.errors import SettingsError

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcdE." + "x" * 38


def test_empty_environment_gives_what_works_on_a_laptop() -> None:
    settings = Settings.from_env({})
    assert settings.database == "lede.db"
    assert settings.admin_ids == frozenset()
    assert settings.seeds.is_dir()


def test_admin_ids_are_parted_by_commas_or_spaces() -> None:
    assert Settings.from_env({"LEDE_ADMIN_IDS": "12, 34 56"}).admin_ids == {12, 34, 56}


@pytest.mark.parametrize("name, value", [("LEDE_ADMIN_IDS", "12, ann"), ("LEDE_LOG_LEVEL", "loud")])
def test_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.from_env({name: value})


@pytest.mark.parametrize("token", ["", "   ", "abc", "a.b.c", TOKEN + "!", TOKEN[:40]])
def test_token_that_cannot_be_one_is_refused(token: str) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN"):
        Settings.from_env({"DISCORD_TOKEN": token}).checked_token()


def test_token_is_accepted_and_never_shown() -> None:
    settings = Settings.from_env({"DISCORD_TOKEN": TOKEN})
    assert settings.checked_token() == TOKEN
    assert TOKEN not in repr(settings)
    served = Settings.from_env({"LEDE_DATABASE": "postgresql://lede:hunter2@db.example/lede"})
    assert "hunter2" not in repr(served)


def test_env_file_is_read_and_the_environment_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("LEDE_DATABASE=file.db\nLEDE_LOG_LEVEL=debug\n", "utf-8")
    monkeypatch.setenv("LEDE_DATABASE", "shell.db")
    monkeypatch.delenv("LEDE_LOG_LEVEL", raising=False)
    settings = read_settings(tmp_path)
    assert (settings.database, settings.log_level) == ("shell.db", "DEBUG")


def test_hosts_of_the_own_network_are_parted_by_commas_or_spaces() -> None:
    settings = Settings.from_env({"LEDE_ALLOWED_HOSTS": "intranet, 10.0.0.7:8080"})
    assert settings.allowed_hosts == {"intranet", "10.0.0.7:8080"}


@pytest.mark.parametrize("contact", ["a\nHost: b", "über@harbor.example", "(none)"])
def test_a_contact_that_would_break_a_request_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="LEDE_CONTACT"):
        Settings.from_env({"LEDE_CONTACT": contact})
    held = "https://harbor.example/bot"
    assert Settings.from_env({"LEDE_CONTACT": held}).contact == held


def test_changes_are_named() -> None:
    before = Settings.from_env({})
    after = Settings.from_env({"LEDE_ADMIN_IDS": "5", "LEDE_LOG_LEVEL": "ERROR"})
    assert before.changes(after) == ["admin_ids", "log_level"]


@pytest.mark.parametrize("rate", ["0", "49", "-3", "nan", "inf", "fast"])
def test_send_rate_beyond_what_discord_allows_is_refused(rate: str) -> None:
    with pytest.raises(SettingsError, match="LEDE_SEND_RATE"):
        Settings.from_env({"LEDE_SEND_RATE": rate})
    assert Settings.from_env({"LEDE_SEND_RATE": "12.5"}).send_rate == 12.5
    assert Settings.from_env({}).send_rate == 45


def test_embargoes_are_kept_unless_an_operator_says_no() -> None:
    assert Settings.from_env({}).keeps_embargoes
    assert not Settings.from_env({"LEDE_KEEP_EMBARGOES": "no"}).keeps_embargoes
    with pytest.raises(SettingsError, match="LEDE_KEEP_EMBARGOES"):
        Settings.from_env({"LEDE_KEEP_EMBARGOES": "perhaps"})


@pytest.mark.parametrize("value", [TOKEN, f"Bot {TOKEN}", f"x/{TOKEN}.db"])
@pytest.mark.parametrize(
    "name", ["LEDE_ADMIN_IDS", "LEDE_CONTACT", "LEDE_DATABASE", "LEDE_LOG_LEVEL", "LEDE_SEEDS"]
)
def test_token_in_another_setting_is_refused_and_not_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} holds what looks like a bot token") as raised:
        Settings.from_env({name: value})
    assert TOKEN not in str(raised.value)


def test_token_without_its_shape_is_not_repeated_either() -> None:
    broken = TOKEN.replace(".", "")
    for name in ("LEDE_ADMIN_IDS", "LEDE_LOG_LEVEL", "LEDE_SEND_RATE", "LEDE_CONTACT"):
        with pytest.raises(SettingsError) as raised:
            Settings.from_env({name: f"{broken}ü", "DISCORD_TOKEN": TOKEN})
        assert broken not in str(raised.value)
    with pytest.raises(SettingsError, match="DISCORD_TOKEN alone"):
        Settings.from_env({"LEDE_SEEDS": broken, "DISCORD_TOKEN": broken})


@pytest.mark.parametrize(
    "name, near",
    [
        ("LEDE_DATABSE", "LEDE_DATABASE"),
        ("LEDE_DB_DATABASE", "LEDE_DATABASE"),
        ("lede_log_level", "LEDE_LOG_LEVEL"),
        ("LEDE_ADMINS", "LEDE_ADMIN_IDS"),
        ("LEDE_RATE", "LEDE_SEND_RATE"),
        ("LEED_SEEDS", "LEDE_SEEDS"),
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
    ],
)
def test_misspelt_variable_is_named_with_the_one_that_is_meant(name: str, near: str) -> None:
    (note,) = Settings.from_env({name: "x", "LANG": "C", "DISCORD_WEBHOOK": "x"}).notes
    assert note == f"{name} is no setting of Lede and sets nothing. Is {near} meant?"


def test_variable_like_none_is_named_with_all_there_are() -> None:
    (note,) = Settings.from_env({"LEDE_QUX": "x"}).notes
    assert "LEDE_SEND_RATE" in note
    assert Settings.from_env({}) == Settings.from_env({"LEDE_QUX": "x"})


def test_metrics_are_off_and_on_loopback_where_only_a_port_is_named() -> None:
    assert Settings.from_env({}).metrics is None
    assert Settings.from_env({"LEDE_METRICS": "9100"}).metrics == Listening("127.0.0.1", 9100)
    assert Settings.from_env({"LEDE_METRICS": "0.0.0.0:9100"}).metrics == Listening("0.0.0.0", 9100)
    assert Settings.from_env({"LEDE_METRICS": "[::1]:91"}).metrics == Listening("::1", 91)
    for wrong in ("yes", "0", "70000", "host:", ":"):
        with pytest.raises(SettingsError, match="LEDE_METRICS"):
            Settings.from_env({"LEDE_METRICS": wrong})


def test_logs_are_for_people_or_for_machines() -> None:
    assert Settings.from_env({}).log_format == "text"
    assert Settings.from_env({"LEDE_LOG_FORMAT": "JSON"}).log_format == "json"
    with pytest.raises(SettingsError, match="LEDE_LOG_FORMAT"):
        Settings.from_env({"LEDE_LOG_FORMAT": "xml"})
