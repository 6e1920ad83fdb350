"""`lede digest`: the briefing of a set of releases, without a database."""

import json
from pathlib import Path

from tests.acceptance.conftest import Lede

VERDICT = (
    "A jury convicted a ferry captain of manslaughter today in the deaths of three people. "
    "Prosecutor Ann Poe said: “The captain sailed into a storm that he was warned of.” "
    "He faces up to 12 years in prison when he is sentenced in March."
)
TITLE = "Ferry captain convicted in deaths of three people"
MEDALS = (
    "Commissioner Bo Lind presented medals to 2,000 volunteers at a ceremony in the harbor. "
    "The festival, now in its 40th year, celebrates the heritage of the coast."
)
PARK = (
    "The park service is asking for public feedback on a new map of its 14 trails. "
    "Comments are open until the end of May, and a survey is available at every gate."
)


def line(name: str, title: str, text: str, agency: str) -> str:
    return json.dumps({"id": name, "title": title, "text": text, "agency": agency})


LINES = "\n".join([
    line("medals", "Commissioner honours volunteers", MEDALS, "Harbor Board"),
    line("park", "Have your say on the trails", PARK, "Park Service"),
    line("verdict", TITLE, VERDICT, "Coast Prosecutor"),
])  # fmt: skip


def test_stories_come_in_order_with_their_reasons(lede: Lede) -> None:
    ran = lede("digest", "-", "--json", stdin=LINES)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert {story["id"] for story in told["stories"]} == {"medals", "park", "verdict"}
    first = told["stories"][0]
    assert first["id"] == "verdict"
    assert first["members"] == ["verdict"]
    reasons = {reason["name"]: reason for reason in first["reasons"]}
    receipt = reasons["convicted"]["receipt"]
    assert VERDICT[receipt["start"] : receipt["end"]] == receipt["text"] == "convicted"
    assert told["number"] == {"id": "verdict", "text": "three people"}
    assert told["quote"]["speaker_name"] == "Ann Poe"


def test_same_releases_give_the_same_bytes(lede: Lede) -> None:
    one, two = (lede("digest", "-", "--json", stdin=LINES).stdout for _ in range(2))
    assert one == two


def test_order_of_the_lines_changes_nothing(lede: Lede) -> None:
    turned = "\n".join(reversed(LINES.splitlines()))
    one, two = (lede("digest", "-", "--json", stdin=lines).stdout for lines in (LINES, turned))
    assert json.loads(one) == json.loads(two)


def test_text_says_why_and_what_is_left_out(lede: Lede) -> None:
    told = lede("digest", "-", stdin=LINES).stdout
    assert "1. Ferry captain convicted in deaths of three people" in told
    assert "Somebody was convicted. “convicted”" in told
    assert "Number of the day\n   three people" in told
    assert "left out; --json lists them all" in told


def test_releases_that_tell_one_story_are_counted(lede: Lede) -> None:
    again = [line("copy", TITLE, VERDICT, "Harbor Court"), line("medals2", "Honours", MEDALS, "X")]
    lines = "\n".join([*LINES.splitlines(), *again])
    told = json.loads(lede("digest", "-", "--json", stdin=lines).stdout)["stories"]
    members = sorted(sorted(story["members"]) for story in told)
    assert members == [["copy", "verdict"], ["medals", "medals2"], ["park"]]
    said = lede("digest", "-", stdin=lines).stdout
    assert "With it: Ferry captain convicted" in said
    assert "2 told with another release; --json lists them all, in order." in said


def test_folders_are_read_to_their_files(lede: Lede, tmp_path: Path) -> None:
    folder = tmp_path / "day" / "morning"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text(f"Ferry captain convicted\n\n{VERDICT}")
    (folder / ".hidden").write_text("{")
    (tmp_path / "day" / "two.jsonl").write_text(LINES.splitlines()[0])
    ran = lede("digest", str(tmp_path / "day"), "--json")
    assert ran.returncode == 0, ran.stderr
    assert len(json.loads(ran.stdout)["stories"]) == 2


def test_bad_line_is_named_and_the_rest_is_told(lede: Lede) -> None:
    ran = lede("digest", "-", "--json", stdin=LINES + "\n{\n")
    assert ran.returncode == 1
    assert "Line 4" in ran.stderr
    assert len(json.loads(ran.stdout)["stories"]) == 3


def test_beat_chooses_what_is_told(lede: Lede) -> None:
    told = json.loads(lede("digest", "-", "--json", "--beat", "trails, mills", stdin=LINES).stdout)
    assert [story["id"] for story in told["stories"]] == ["park"]
    drugs = json.loads(lede("digest", "-", "--json", "--beat", "drugs", stdin=LINES).stdout)
    assert drugs == {"stories": [], "shown": 0, "number": None, "quote": None}
    said = lede("digest", "-", "--beat", "drugs", stdin=LINES).stdout
    assert said == "No release is of this beat.\n"


def test_nothing_that_stands_out_is_said(lede: Lede) -> None:
    told = lede("digest", "-", stdin="\n".join(LINES.splitlines()[:2])).stdout
    assert told.startswith("Nothing that stands out.")
    assert "Number of the day" not in told
