"""News and sources invented for the pictures: a week of releases, sources in all states."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.documents import Document
from domain.sources import Condition, Health, Kind, Source
from storage import Storage

GUARD = "Valdane Coast Guard"
# Day of November, agency, title, text.
_WEEK = (
    (
        19,
        "Vale Court of Appeal",
        "Court of Appeal frees two pilots convicted in harbor fire",
        "The Court of Appeal ruled on Thursday that two harbor pilots were wrongfully "
        "convicted of setting the fire of 2019, and freed them.\n\n"
        "“The evidence never placed either man on the quay,” said Judge Ada Korr, who wrote "
        "the ruling.",
    ),
    (
        20,
        "National Bank of Valdane",
        "National Bank raises key rate to 4.25 percent",
        "The Board of the National Bank decided on Friday to raise the key rate by 25 basis "
        "points to 4.25 percent.\n\n"
        "“Prices have not slowed as we expected in the spring,” said Governor Iven Tarrow.",
    ),
    (
        21,
        "Valdane Food Board",
        "Food Board recalls 90,000 jars of honey after 14 people fall ill",
        "The Valdane Food Board warned the public on Saturday not to eat honey of the brand "
        "Old Mill, and recalled 90,000 jars of it after 14 people fell ill.",
    ),
    (
        22,
        "Fellmouth Police",
        "Two sailors killed in explosion on tug off Fellmouth",
        "Two sailors were killed and three were hurt on Sunday when the engine of a tug "
        "exploded off Fellmouth, the police said.",
    ),
    (
        23,
        "Harbor County District Attorney’s Office",
        "Bookkeeper sentenced to 12 years for stealing $3.4 million from school lunches",
        "A bookkeeper of the Harbor County school board was sentenced on Monday to 12 years "
        "in prison for stealing $3.4 million that was meant for lunches.",
    ),
    (
        24,
        "Ministry of Ports",
        "Ministry bans night fishing in the Vale estuary from 1 January",
        "The Ministry of Ports banned night fishing in the Vale estuary on Tuesday. The order "
        "takes effect on 1 January and holds for 1,900 boats.\n\n"
        "“Nobody who has hauled a net out of that fairway in the dark will miss it,” said "
        "Minister Odo Lund.",
    ),
    (
        24,
        "Harbor County District Attorney’s Office",
        "Jury convicts ferry captain of manslaughter in the drowning of three students",
        "A jury convicted a ferry captain on Tuesday of manslaughter in the drowning of three "
        "students. He faces 18 years in prison.",
    ),
    (
        24,
        "Town of Gull Sound",
        "Town of Gull Sound celebrates 200th anniversary of its lighthouse",
        "The town of Gull Sound will celebrate the 200th anniversary of its lighthouse with a "
        "parade on Saturday, the mayor said. Bands of four towns are going to play on the "
        "quay, and the lamp room will be open all day.",
    ),
)


def news() -> Iterator[Document]:
    """The releases, those of the last day last."""
    yield from _months()
    for day, agency, title, text in _WEEK:
        name = "-".join(title.casefold().split()[:5])
        yield _release(name, title, text, date(2026, 11, day), agency)


def _months() -> Iterator[Document]:
    """One agency's figure of four months."""
    for month, number, place in (
        (8, 188, "Fellmouth"),
        (9, 231, "Port Amsel"),
        (10, 205, "Gull Sound"),
        (11, 342, "Three Capes"),
    ):
        text = (
            f"The {GUARD} made {number} arrests off {place} this month and seized {number // 9} "
            "boats, it said on Monday.\n\n“The smugglers have moved further out. So have we, "
            "and we will be there tomorrow.” said Captain Odile Brandt, who commands the fleet.\n"
        )
        title = f"Coast Guard makes {number} arrests off {place}"
        yield _release(f"2026-{month:02}", title, text, date(2026, month, 24), GUARD)


def _release(name: str, title: str, text: str, day: date, agency: str) -> Document:
    url = f"https://valdane.example/news/{name}"
    return Document(url, text, title, day, url, agency, is_sample=True)


async def add_sources(storage: Storage, now: datetime) -> None:
    """Sources that do well, that are quiet, and that need a look."""
    asked = Health(
        Condition.OK,
        None,
        now - timedelta(days=40),
        now - timedelta(minutes=7),
        now - timedelta(minutes=7),
        now + timedelta(minutes=48),
        now - timedelta(hours=3),
        listed=30,
    )
    blocked = replace(
        asked,
        condition=Condition.BLOCKED,
        reason="valdane.example keeps Lede out (status 403). Ask its owner for a feed.",
        since=now - timedelta(days=2),
        failures=9,
        next_poll_at=now + timedelta(hours=5),
    )
    quiet = replace(
        asked,
        condition=Condition.QUIET,
        reason="Nothing new for 12 days; it usually takes 2. It answers, so look on its page "
        "whether it publishes elsewhere now.",
        last_item_at=now - timedelta(days=12),
    )
    for name, agency, health in (
        ("bank", "National Bank of Valdane", asked),
        ("coast-guard", GUARD, blocked),
        ("food-board", "Valdane Food Board", quiet),
        ("ports", "Ministry of Ports", replace(asked, last_item_at=now - timedelta(minutes=52))),
    ):
        source = Source(name, Kind.FEED, f"https://{name}.valdane.example/feed", agency)
        # Due tomorrow, so that nobody asks a site that is not there.
        await storage.sources.put(source, now=now + timedelta(days=1))
        await storage.sources.note_health(name, health)
