"""What became of a release, stage by stage: why it is here, or why not."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from domain.archive import StoredRelease
from domain.errors import NotFoundError
from domain.sentences import Translatable
from pipeline.reasons import reason_words, telling_reasons
from pipeline.release_filters import matches
from pipeline.worth import weigh
from storage import Storage
from storage.seen import ItemState, SeenItem

# Rules named of one release: the ones that made most.
_RULES = 6
# An editor's mark for what must be told.
_MOST = 3.0


async def trace_release(
    storage: Storage, release: StoredRelease, *, names_rules: bool = False
) -> list[Translatable]:
    """How a stored release came here: listed, read, changed, for whoever asks.

    With `names_rules` also by which rules, under their names in the code, for who looks after Lede.
    """
    rules = [_rules(release)] if names_rules else []
    if release.head.token:
        # A reading: it has no number, and nothing listed it.
        text = release.document.text
        return [
            Translatable("Read: {number} characters of text.", {"number": len(text)}),
            _read(release),
            *rules,
            Translatable("Not kept: read for you alone, and forgotten after a day."),
        ]
    listed = await storage.items.of_release(release.head.release_id)
    steps = [_listed(source, when) for source, when, _ in listed]
    if not steps:
        steps.append(
            Translatable("Listed: no source listed it; it was loaded from a file or a reading.")
        )
    text = release.document.text
    steps.append(Translatable("Read: {number} characters of text.", {"number": len(text)}))
    steps.append(_read(release))
    steps += rules
    steps += _worth(release)
    when = release.head.first_seen_at
    steps.append(Translatable("Kept: under number {number}, since {when}.", _kept(release, when)))
    steps += [
        Translatable(
            "Changed by the agency: {when}. What it said before is kept.", {"when": v.replaced_at}
        )
        for v in release.versions
    ]
    if release.also_issued:
        steps.append(
            Translatable(
                "Story: {number} other releases tell it.", {"number": len(release.also_issued)}
            )
        )
    return steps


async def trace_briefings(
    storage: Storage, release: StoredRelease, guild_id: int, *, sees: Callable[[int], bool]
) -> list[Translatable]:
    """Which briefings of a server are about a release, and where it was posted, and when.

    Of channels, by their ids, only those that the one who asks sees.
    """
    posted = await storage.deliveries.of_release(release.head.release_id, guild_id)
    steps = [
        Translatable(
            "Posted: in <#{channel}>, {when}.", {"channel": d.channel_id, "when": d.due_at}
        )
        for d in posted
        if sees(d.channel_id)
    ]
    subscriptions = await storage.subscriptions.of_guild(guild_id)
    for subscription in subscriptions:
        facts = {"number": subscription.subscription_id, "when": subscription.next_due}
        if matches(subscription.settings.beat, release):
            steps.append(
                Translatable(
                    "Briefings: number {number} of this server is about it, next {when}.", facts
                )
            )
        else:
            steps.append(
                Translatable("Briefings: number {number} of this server is not about it.", facts)
            )
    return steps or [Translatable("Briefings: this server has none.")]


async def trace_address(storage: Storage, address: str) -> list[Translatable]:
    """Why nothing is stored from an address; raises NotFoundError for what is none."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise NotFoundError("That is no address. Write it as https://…")
    listed = await storage.items.listings(address)
    steps = []
    for source, when, item in listed:
        steps += [_listed(source, when), _became(item)]
    if not listed:
        steps.append(Translatable("Listed: no source has listed this address."))
        steps += await _sources_of(storage, host)
    return steps


async def _sources_of(storage: Storage, host: str) -> list[Translatable]:
    """How the sources of the same site are doing, which may be why."""
    site = host.removeprefix("www.")
    states = await storage.sources.list()
    of_site = [s for s in states if site in (urlsplit(s.source.address).hostname or "")]
    if not of_site:
        return [
            Translatable(
                "Sources: none is of this site. /source add adds one; /read reads the page."
            )
        ]
    return [
        Translatable(
            "Source {name}: {condition}. {reason}",
            {
                "name": state.source.name,
                "condition": state.health.condition.value,
                "reason": state.health.reason or "",
            },
        )
        for state in of_site
    ]


def _listed(source: str, when: object) -> Translatable:
    return Translatable(
        "Listed: by the source {source}, first {when}.", {"source": source, "when": when}
    )


def _became(item: SeenItem) -> Translatable:
    if item.state is ItemState.PASSED:
        return Translatable(
            "Read: not, since it was listed before Lede knew the source and is old."
        )
    if item.state is ItemState.KEPT:
        return Translatable("Read: yes, and kept under another address of the same release.")
    if item.state is ItemState.EMBARGOED and item.reason:
        when = datetime.fromisoformat(item.reason)
        return Translatable(
            "Read: yes; it may not be published before {when} and waits for it.", {"when": when}
        )
    facts = {"attempts": item.attempts, "reason": item.reason or ""}
    if item.state is ItemState.WAITING:
        return Translatable(
            "Read: not yet, {attempts} tries so far; it is tried again. {reason}", facts
        )
    return Translatable("Read: given up after {attempts} tries. {reason}", facts)


def _read(release: StoredRelease) -> Translatable:
    analysis = release.analysis
    if analysis.language != "en":
        return Translatable(
            "Understood: no, it is not in English, the one language Lede reads so far."
        )
    return Translatable(
        "Understood: {sentences} sentences of summary, {figures} figures, {quotes} quotes.",
        {
            "sentences": len(analysis.summary),
            "figures": len(analysis.figures),
            "quotes": len(analysis.quotes),
        },
    )


def _rules(release: StoredRelease) -> Translatable:
    analysis = release.analysis
    rules = [sentence.rule for sentence in analysis.summary]
    rules += [figure.rule for figure in analysis.figures]
    rules += [quote.rule for quote in analysis.quotes]
    counted = Counter(filter(None, rules))
    named = [f"{rule} ×{number}" for rule, number in counted.most_common(_RULES)]
    return Translatable("Rules: {rules}.", {"rules": ", ".join(named) or "–"})


def _worth(release: StoredRelease) -> list[Translatable]:
    """What it is worth among others, by itself, and the reasons that decided most."""
    worth = weigh(release)
    # The scale is an editor's; a sum of reasons goes beyond its ends.
    value = min(max(worth.value, 0.0), _MOST)
    steps = [Translatable("Worth: {value} on a scale of 0 to 3.", {"value": f"{value:.1f}"})]
    for reason in telling_reasons(worth):
        facts: dict[str, object] = {"reason": reason_words(reason)}
        if reason.span is None:
            steps.append(Translatable("Worth: {reason}", facts))
        else:
            steps.append(
                Translatable("Worth: {reason} “{words}”", facts | {"words": reason.span.text})
            )
    return steps


def _kept(release: StoredRelease, when: object) -> dict[str, object]:
    return {"number": release.head.release_id, "when": when}
