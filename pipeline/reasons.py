"""The reasons of a story's worth in words, for those who ask why it is told."""

from collections.abc import Mapping, Sequence

from domain.briefings import Story
from domain.news import Reason, Worth
from domain.sentences import Translatable

# A reason of fewer points decided nothing.
_LEAST = 0.2
_SAID = 3

# By the names of pipeline/worth.toml.
_WORDS: Mapping[str, Translatable] = {
    "interest-rate": Translatable("A central bank decided on its rate."),
    "rate-moved": Translatable("The rate was changed."),
    "election": Translatable("An election is called or decided."),
    "enacted": Translatable("A law or a rule takes effect."),
    "passed": Translatable("A parliament voted on it."),
    "ruling": Translatable("A court ruled."),
    "ordered": Translatable("It orders or forbids something."),
    "cabinet": Translatable("A government approved it."),
    "bill-tabled": Translatable("A bill is before a parliament."),
    "agreement": Translatable("An agreement was reached."),
    "changed": Translatable("Fees, benefits or rules change."),
    "decided": Translatable("A public body decided it."),
    "committee-passed": Translatable("A committee voted on it."),
    "leader-dead": Translatable("A leader died."),
    "many-killed": Translatable("Many people died."),
    "several-killed": Translatable("Several people died."),
    "notable-death": Translatable("A known person died."),
    "killed": Translatable("It is about somebody's death."),
    "death": Translatable("A death is reported."),
    "sexual-violence": Translatable("It is about sexual violence."),
    "violence": Translatable("It is about violence."),
    "child-hurt": Translatable("Children or young people are part of it."),
    "sentenced": Translatable("A sentence was passed."),
    "convicted": Translatable("Somebody was convicted."),
    "charged": Translatable("Somebody is charged."),
    "freed": Translatable("Somebody is freed or cleared."),
    "arrested": Translatable("Somebody was arrested."),
    "life-sentence": Translatable("It is for life, or may be."),
    "long-sentence": Translatable("It is for decades, or may be."),
    "special-circumstances": Translatable("The case is an unusually grave one."),
    "many-accused": Translatable("Several people are accused."),
    "gang": Translatable("A gang is behind it."),
    "more-victims": Translatable("More victims are looked for."),
    "trusted-accused": Translatable("Somebody in a position of trust is accused."),
    "fraud": Translatable("It is about fraud or theft."),
    "large-sum": Translatable("A large sum is at stake."),
    "sum-decided": Translatable("A large sum is at stake."),
    "warns": Translatable("It warns the public."),
    "spread": Translatable("A disease is spreading."),
    "outbreak": Translatable("It is about an outbreak."),
    "many-hurt": Translatable("Many people are hurt, ill or had to leave."),
    "disaster": Translatable("It is about a disaster or an accident."),
    "national": Translatable("It holds for a whole country."),
    "works-begin": Translatable("Large works begin or open."),
    "statistics": Translatable("It has new statistics."),
    "results-found": Translatable("It reports what was found."),
    "record": Translatable("It calls something a record."),
    "inquiry": Translatable("An inquiry begins."),
    "nomination-end": Translatable("Somebody leaves, is pardoned or is elected."),
    "penalty": Translatable("A penalty or a settlement."),
    "seized": Translatable("Something was seized."),
    "arrivals": Translatable("People or boats arrived, were stopped or sent back."),
    "first": Translatable("It calls something the first."),
    "attempt-or-sting": Translatable("Less: a sting, an attempt or a lesser offence."),
    "promotion": Translatable("Less: it advertises something."),
    "fragment": Translatable("Less: hardly more than a title."),
    "reply": Translatable("Less: an answer to a question in parliament."),
    "advisory": Translatable("Less: a notice for the press of what is to come."),
    "transcript": Translatable("Less: a transcript of a speech or an interview."),
    "ceremony": Translatable("Less: a ceremony, an award or a celebration."),
    "appointment": Translatable("Less: an appointment."),
    "meeting": Translatable("Less: a meeting or a visit."),
    "greeting": Translatable("Less: thanks, praise or a welcome."),
    "consultation": Translatable("Less: a call for views or applications."),
    "opinion": Translatable("Less: an opinion or a demand."),
    "explainer": Translatable("Less: it explains what is there already."),
    "bill": Translatable("Less: it is only proposed."),
    "grant": Translatable("Less: a grant."),
    "routine-count": Translatable("Less: a count that comes regularly."),
    "unremarkable": Translatable("Less: nothing in it stands out."),
}


def reason_words(reason: Reason) -> Translatable:
    """A reason as a sentence; those that speak against a story begin with "Less:"."""
    facts = dict(reason.facts)
    if reason.name == "agencies":
        return Translatable("{number} agencies tell it.", facts)
    if reason.name == "largest":
        return Translatable("The largest figure of its kind from this agency since {day}.", facts)
    if reason.name == "wanted-more":
        return Translatable("This server wants more of “{what}”.", facts)
    if reason.name == "wanted-less":
        return Translatable("Less: this server wants less of “{what}”.", facts)
    if reason.name == "said-before":
        return Translatable("Less: the agency said the same already, on {day}.", facts)
    if reason.name == "usual-sum":
        return Translatable("Less: such sums are usual for this agency.")
    if reason.name == "unusual-sum":
        return Translatable("A sum this large is unusual for this agency.")
    if reason.name == "repeated":
        return Translatable("Less: the agency issues the like again and again.")
    return _WORDS[reason.name]


def why_told(story: Story) -> list[tuple[Reason, Translatable]]:
    """The reasons that decided most of a story, in words."""
    return [(reason, reason_words(reason)) for reason in telling_reasons(story.worth)]


def telling_reasons(worth: Worth) -> tuple[Reason, ...]:
    """The two or three reasons that decided most, what speaks for a story first."""
    decisive = [reason for reason in worth.reasons if abs(reason.points) >= _LEAST][:_SAID]
    # Of a story that nothing decided its small reasons are told: there is no story without one.
    decisive = decisive or list(worth.reasons[:_SAID])
    return tuple(sorted(decisive, key=lambda reason: reason.points < 0))


def known_reasons() -> Sequence[str]:
    """The names of the reasons that have words."""
    beyond = ("agencies", "largest", "repeated", "said-before", "usual-sum", "unusual-sum")
    return (*_WORDS, *beyond, "wanted-more", "wanted-less")
