"""The reasons of a story's worth in words, for those who ask why it is told."""

from collections.abc import Mapping, Sequence

from domain.briefings import Story
from domain.news import Reason, Worth
from domain.sentences import Told

# A reason of fewer points decided nothing.
_LEAST = 0.2
_SAID = 3

# By the names of pipeline/worth.toml.
_WORDS: Mapping[str, Told] = {
    "interest-rate": Told("A central bank decided on its rate."),
    "enacted": Told("A law or a rule takes effect."),
    "passed": Told("A parliament voted on it."),
    "ruling": Told("A court ruled."),
    "ordered": Told("It orders or forbids something."),
    "cabinet": Told("A government approved it."),
    "agreement": Told("An agreement was reached."),
    "changed": Told("Fees, benefits or rules change."),
    "committee-passed": Told("A committee voted on it."),
    "leader-dead": Told("A leader died."),
    "several-killed": Told("Several people died."),
    "notable-death": Told("A known person died."),
    "killed": Told("It is about somebody's death."),
    "death": Told("A death is reported."),
    "sexual-violence": Told("It is about sexual violence."),
    "violence": Told("It is about violence."),
    "child-hurt": Told("Children or young people are part of it."),
    "sentenced": Told("A sentence was passed."),
    "convicted": Told("Somebody was convicted."),
    "charged": Told("Somebody is charged."),
    "arrested": Told("Somebody was arrested."),
    "life-sentence": Told("It is for life, or may be."),
    "long-sentence": Told("It is for decades, or may be."),
    "special-circumstances": Told("The case is an unusually grave one."),
    "many-accused": Told("Many are accused."),
    "gang": Told("A gang is behind it."),
    "more-victims": Told("More victims are looked for."),
    "trusted-accused": Told("Somebody in a position of trust is accused."),
    "fraud": Told("It is about fraud or theft."),
    "large-sum": Told("A large sum is at stake."),
    "warns": Told("It warns the public."),
    "spread": Told("A disease is spreading."),
    "outbreak": Told("It is about an outbreak."),
    "disaster": Told("It is about a disaster or an accident."),
    "works-begin": Told("Large works begin or open."),
    "statistics": Told("It has new statistics."),
    "results-found": Told("It reports what was found."),
    "record": Told("It calls something a record."),
    "inquiry": Told("An inquiry begins."),
    "nomination-end": Told("Somebody leaves, is pardoned or is elected."),
    "penalty": Told("A penalty or a settlement."),
    "seized": Told("Something was seized."),
    "arrivals": Told("People arrived or were let in."),
    "first": Told("It calls something the first."),
    "attempt-or-sting": Told("Less: nobody came to harm, or little."),
    "promotion": Told("Less: it advertises something."),
    "fragment": Told("Less: hardly more than a title."),
    "reply": Told("Less: an answer to a question in parliament."),
    "advisory": Told("Less: a notice for the press of what is to come."),
    "transcript": Told("Less: a transcript of a speech or an interview."),
    "ceremony": Told("Less: a ceremony, an award or a celebration."),
    "appointment": Told("Less: an appointment."),
    "meeting": Told("Less: a meeting or a visit."),
    "greeting": Told("Less: thanks, praise or a welcome."),
    "consultation": Told("Less: a call for views or applications."),
    "opinion": Told("Less: an opinion or a demand."),
    "explainer": Told("Less: it explains what is there already."),
    "bill": Told("Less: a bill that is only proposed."),
    "grant": Told("Less: a grant."),
    "routine-count": Told("Less: a count that comes regularly."),
    "unremarkable": Told("Less: nothing in it stands out."),
}


def reason_words(reason: Reason) -> Told:
    """A reason as a sentence; those that speak against a story begin with "Less:"."""
    facts = dict(reason.facts)
    if reason.name == "agencies":
        return Told("{number} agencies tell it.", facts)
    if reason.name == "largest":
        return Told("The largest figure of its kind from this agency since {day}.", facts)
    if reason.name == "wanted-more":
        return Told("This server wants more of “{what}”.", facts)
    if reason.name == "wanted-less":
        return Told("Less: this server wants less of “{what}”.", facts)
    if reason.name == "repeated":
        return Told("Less: the agency issues the like again and again.")
    return _WORDS[reason.name]


def why_told(story: Story) -> list[tuple[Reason, Told]]:
    """The reasons that decided most of a story, in words."""
    return [(reason, reason_words(reason)) for reason in telling_reasons(story.worth)]


def telling_reasons(worth: Worth) -> tuple[Reason, ...]:
    """The two or three reasons that decided most, what speaks for a story first."""
    decisive = [reason for reason in worth.reasons if abs(reason.points) >= _LEAST][:_SAID]
    return tuple(sorted(decisive, key=lambda reason: reason.points < 0))


def known_reasons() -> Sequence[str]:
    """The names of the reasons that have words."""
    return (*_WORDS, "agencies", "largest", "repeated", "wanted-more", "wanted-less")
