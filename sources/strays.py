"""Pages that come in the place of a release: what is gone, what asks for consent, an index."""

import re

from domain.documents import Document
from domain.errors import UnreadableInputError
from domain.sentences import Translatable

# What such a page says first, in its title or its first lines. Each stands for all of it: a release
# that tells of lost pages says so in a sentence of its own.
_GONE = re.compile(
    r"(?:an )?error(?: has)?(?: occurred)?\W*"
    r"|(?:error\s*)?(?:40[0134568]|410|429|50[0234])\b(?:\s*[-–—:|]?\s*(?:error|page|file|not found"
    r"|forbidden|gone|too many"
    r"|bad gateway|service|server|unavailable|the page)\b.*)?|(?:sorry[,!.]?\s*)?(?:(?:the|this"
    r"|that) )?"
    r"(?:web ?)?(?:page|file|document|content|article|release|link|url)\b(?: (?:you(?:'re|’re"
    r"| are| were|"
    r" have)? (?:looking for|requested|tried to (?:reach|access|open)|followed)"
    r"|that you requested))?\s*"
    r"(?:is |was |has been |could |can |does |do |may )*(?:not (?:be )?found|not exist|no longer"
    r"(?: (?:exists?|available|here|online))?|unavailable|cannot be (?:found|displayed)"
    r"|been (?:moved|removed"
    r"|deleted)|moved|removed|not available|expired)(?:[\s,.!\u2026].*)?"
    r"|(?:internal server error|bad gateway|service"
    r" (?:temporarily )?unavailable|gateway time-?out|under maintenance|site maintenance"
    r"|temporarily"
    r" unavailable|we(?:'|’)ll be (?:right )?back(?: soon)?|coming soon|oops\W.*"
    r"|something went wrong|too many requests|maintenance|(?:the |this "
    r"|our )?(?:web ?)?site is (?:down"
    r"|under|undergoing|closed|temporarily)\b.*|(?:sorry|unfortunately|oops|we(?:'"
    r"|’)re sorry)\b[,!.]?"
    r" (?:we|the|this|that|your)\b.{0,40}\b(?:find|found|exist|locate|available|reach)\b.*"
    r"|search results?\b.{0,40}|results \d+\s*[-–]\s*\d+ of\b.*"
    r"|(?:subscribe|sign up)(?: to our (?:newsletter|mailing list|updates|e-?mails?))?)\W*"
    r"|seite (?:wurde )?nicht gefunden\W*|page (?:introuvable|non trouvée)\W*"
    r"|página no encontrada\W*",
    re.I,
)
_ASKS = re.compile(
    r"pardon our interruption\W*|just a moment\W*|access (?:to this page has been )?denied\W*"
    r"|attention required\b.{0,40}|are you (?:a )?(?:human|robot)\W*|checking your browser\b.*"
    r"|(?:please )?verify (?:that )?you are (?:a )?human\W*|(?:please )?(?:enable"
    r"|turn on) (?:javascript"
    r"|cookies)\b.*|the requested url was rejected\b.*|verifying (?:that )?(?:you|your)\b.*"
    r"|client challenge\W*|this content is blocked\b.*|a required part of this site\b.*"
    r"|cookies on \S+|(?:wir (?:verwenden|nutzen)|nous utilisons des|utilizamos|usamos) cookies\b.*"
    r"|(?:ihre privatsph\u00e4re|votre vie priv\u00e9e|su privacidad)\b.{0,40}|(?:security"
    r"|human) (?:check|verification)\W*|request (?:rejected|blocked"
    r"|unsuccessful)\b.*|before you continue\b.*|we (?:value|care about|respect) your privacy\W*"
    r"|(?:we use|this (?:web)?site uses) cookies(?: (?:to|on|and|in order)\b.*)?\W*"
    r"|cookie (?:consent|settings|preferences"
    r"|policy)\W*"
    r"|(?:your )?privacy (?:choices|settings|preferences)\W*|(?:sign|log) in(?: to continue)?\W*"
    r"|your session has (?:expired|timed out)\W*|please wait\b.{0,40}|one more step\W*"
    r"|as you were browsing\b.*",
    re.I,
)
# No such page says more; what does, tells something.
_MOST_WORDS = 220
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")
_SENTENCE = re.compile(
    r"(?:\S+\s+){9,}\S*[a-z\"')\u2019\u201d][.!?](?:\s|$|[\"')\u2019\u201d])|(?:\S+\s+){24}"
)
_FEWEST_WORDS = 10
# One sentence ends within a line and the next begins there; “Sgt. Poe” and “No. 5” are no ends.
_RUNS_ON = re.compile(r"[a-zß-ÿ]{4,}[.!?][\"'”’)\]]*\s+[\"'“‘(\[]?[A-ZÀ-Þ]")
_COUNTED = re.compile(r"\||[$\u20ac\u00a3%]|\d,\d{3}")
# So many titles under each other, and not a sentence, are an index.
_FEWEST_TITLES = 8


def refuse_stray(document: Document, name: str) -> None:
    """Raise UnreadableInputError where a document is no release but what came in its place."""
    words = document.text.split()
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    why = None
    if len(words) <= _MOST_WORDS:
        site = re.split(r"\s+[|–—-]\s+", document.title or "")
        said = [part.strip() for part in (document.title or "", *site, *lines[:2])]
        if any(_GONE.fullmatch(line) for line in said):
            why = Translatable("the page is gone, or shows an error")
        elif any(_ASKS.fullmatch(line) for line in said):
            why = Translatable("it is no release but a page that asks for a browser or a consent")
    if why is None and _is_index(lines):
        why = Translatable("it is a list of links and no release")
    if why is not None:
        raise UnreadableInputError("{name} cannot be read: {why}.", name=name, why=why)


def _is_index(lines: list[str]) -> bool:
    """Whether all is titles under each other, without a sentence.

    Lines of print run on: in small letters, or with the end of one sentence and the next.
    """
    titles = [line for line in lines if 3 <= len(line.split()) <= 20 and not _ENDS.search(line)]
    # No sentence is shorter than the shortest that is looked for.
    long = (line for line in lines if len(line.split()) >= _FEWEST_WORDS)
    if len(titles) < _FEWEST_TITLES or any(_SENTENCE.search(line) for line in long):
        return False
    # A table has numbers in nearly each of its lines, an index its days at most.
    counted = sum(_COUNTED.search(line) is not None for line in titles)
    small = sum(line[:1].islower() for line in lines)
    going_on = sum(_RUNS_ON.search(line) is not None for line in lines)
    is_print = small * 10 >= len(lines) or going_on * 4 >= len(lines)
    return counted * 3 < len(titles) and not is_print
