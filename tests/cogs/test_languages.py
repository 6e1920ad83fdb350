"""A member is answered in the language Discord is set to; a release stays in its own."""

from tests.cogs.conftest import Stage


async def test_member_reads_german_words_around_the_english_text(stage: Stage) -> None:
    member = stage.sandbox.actor("Dora", locale="de")
    reply = await member.slash("brief")
    assert "Wichtige Zahlen" in reply.text
    assert "3. November 2026" in reply.text
    assert "120 kilograms of tin" in reply.text
    assert [b.label for b in reply.buttons][:3] == ["Zahlen", "Zitate", "Ganzer Text"]
    opened = await member.click(reply, "Belege")
    assert "arrested 14 people" in opened.text


async def test_errors_and_help_are_translated(stage: Stage) -> None:
    member = stage.sandbox.actor("Zoé", locale="fr")
    refused = await member.slash("brief", release="no such title")
    said = "Aucun communiqué n'a un titre comme « no such title ». Choisissez dans la liste"
    assert said in refused.text
    assert "Référence" in refused.text
    assert "/synthèse [communiqué:]" in (await member.slash("help")).text
    explained = await member.slash("help", command="synthèse")
    assert "Une partie du titre" in explained.text


async def test_commands_are_registered_in_every_locale(stage: Stage) -> None:
    registered = stage.sandbox.commands()
    assert registered["brief"]["name_localizations"] == {
        "es-ES": "breve", "es-419": "breve", "de": "kurzfassung", "fr": "synthèse",
    }  # fmt: skip
    (option,) = registered["brief"]["options"]
    assert option["name_localizations"]["de"] == "mitteilung"
    assert registered["Brief this"]["name_localizations"]["fr"] == "En bref"


async def test_reading_commands_work_in_direct_messages(stage: Stage) -> None:
    member = stage.member.at(stage.sandbox.direct(stage.member))
    assert "120 kilograms" in (await member.slash("brief")).text
    assert "Kept: under number" in (await member.slash("why")).text
    registered = stage.sandbox.commands()
    for name in ("read", "search", "Brief this"):
        assert sorted(registered[name]["contexts"]) == [0, 1, 2], name
    for name in ("briefing", "source", "admin"):
        assert registered[name]["contexts"] == [0], name
        assert registered[name]["integration_types"] == [0], name


async def test_user_takes_lede_along_to_a_server_without_it(stage: Stage) -> None:
    elsewhere = stage.sandbox.add_guild("Elsewhere", "general")
    stage.sandbox.remove_bot(elsewhere)
    member = stage.sandbox.actor("Gil", guild=elsewhere)
    assert "120 kilograms" in (await member.slash("brief")).text
    names = {command.name for command in member.commands()}
    assert "brief" in names
    assert not {"briefing", "source", "admin"} & names


async def test_what_goes_wrong_on_the_way_is_translated(stage: Stage) -> None:
    member = stage.sandbox.actor("Ana", locale="es-ES")
    answer = await member.slash("read", address="ftp://a.example/x")
    assert "No se consulta ftp://a.example/x: solo se piden http:// y https://." in answer.text
    assert "Aún no hay fuentes." in (await member.run("sources", {})).text
