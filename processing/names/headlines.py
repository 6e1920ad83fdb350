"""Names in headlines and in capitals, where only what the body makes known counts as a name."""

import re
from bisect import bisect_left

from processing.names.labels import Label, pattern
from processing.names.merge import Draft
from processing.names.people import SPEECH, Candidate
from processing.names.roles import Role
from processing.names.signatures import Signature, read_signature
from processing.names.tokens import Tokens, label_of
from processing.names.vocabulary import plain
from processing.parsed_text import BlockKind

# Labels of words that the candidates of the body have not covered.
_UNREAD = pattern(r"[SILENT ACRONYM]")


def find_again(tokens: Tokens, drafts: list[Draft]) -> None:
    """Add the mentions of known people in headlines and in capitals to their drafts."""
    forms = _forms(drafts)
    _find_common_surnames(tokens, drafts)
    for draft in drafts:
        for candidate in draft.candidates:
            tokens.mark(candidate.first, candidate.last, Label.PERSON)
    done = 0
    words = tokens.words
    for place in _UNREAD.finditer(bytes(tokens.labels)):
        at = place.start()
        # Asked here and not within `_match`: hardly a word begins a known name.
        if at >= done and words[at][:1].isupper() and plain(words[at]) in forms:
            done = _match(tokens, forms, at)


# A title and a given name are proof even where every word is capitalised.
_TITLED = pattern(
    r"((?: [TITLE_MODIFIER RANK]'?)* TITLE+) ([GIVEN GIVEN_COMMON] INITIAL? CAPITALISED)"
)


# A line that ends in a name ends with all of it ("Office of State Attorney Jane Venn Marlow").
_TITLED_TO_THE_END = pattern(
    r"((?: [TITLE_MODIFIER RANK]'?)* TITLE+) ([GIVEN GIVEN_COMMON] INITIAL? "
    r"CAPITALISED{1,2})$"
)


def find_titled(tokens: Tokens, candidates: list[Candidate]) -> list[Candidate]:
    """Add those whom a headline names with a title, first name and one surname."""
    beginnings = {c.parts[:length] for c in candidates for length in (2, 3)}
    found = list(candidates)
    # The labels of the words themselves: those of the tokens are taken from headlines.
    raws = [
        (begin, bytes(map(label_of, tokens.words[begin:end]))) for begin, end in tokens.headlines
    ]
    for titled in (_TITLED_TO_THE_END, _TITLED):
        for begin, raw in raws:
            for match in titled.finditer(raw):
                candidate = _read_titled(tokens, begin, match)
                if candidate.parts not in beginnings:
                    found.append(candidate)
                    beginnings |= {candidate.parts[:length] for length in (2, 3)}
    return found


def find_signed(tokens: Tokens, candidates: list[Candidate]) -> list[Candidate]:
    """Add those whom a line names that signs a statement: "Minister of Trade Ada Lund"."""
    found = list(candidates)
    flat = tokens.reading.flat
    for block in tokens.reading.blocks:
        if block.kind is BlockKind.SIGNATURE:
            signature = read_signature(flat[block.start : block.end], is_marked=True)
            # Behind the last token that is read of a very long text no name can be told.
            if signature is not None and block.end <= tokens.starts[-1]:
                found.append(_read_signed(tokens, block.start, signature))
    return sorted(found, key=lambda candidate: candidate.first)


def _read_signed(tokens: Tokens, line: int, signature: Signature) -> Candidate:
    first = bisect_left(tokens.starts, line + signature.name[0])
    last = bisect_left(tokens.starts, line + signature.name[1])
    parts = tuple(plain(word) for word in tokens.words[first:last])
    role, organization = (
        None
        if place is None
        else " ".join(tokens.reading.text[line + place[0] : line + place[1]].split())
        for place in (signature.role, signature.organization)
    )
    candidate = Candidate(first, last, parts, None, None, first, is_sure=True)
    if role is not None:
        candidate.roles.append(Role(role, organization, first, is_office=True))
    candidate.rule = "signature"
    return candidate


def _read_titled(tokens: Tokens, begin: int, match: re.Match[bytes]) -> Candidate:
    titled, first, last = (begin + at for at in (match.start(1), match.start(2), match.end(2)))
    parts = tuple(plain(word) for word in tokens.words[first:last])
    title = Role(tokens.text(titled, first), None, titled, is_office=True)
    candidate = Candidate(first, last, parts, None, None, titled, [title], is_sure=True)
    candidate.rule = "headline-title"
    return candidate


def _forms(drafts: list[Draft]) -> dict[str, list[tuple[tuple[str, ...], Draft]]]:
    """List the full names and the unshared surnames by their first word, the longest first."""
    shared: dict[str, int] = {}
    for draft in drafts:
        shared[draft.surname] = shared.get(draft.surname, 0) + 1
    forms: dict[str, list[tuple[tuple[str, ...], Draft]]] = {}
    for draft in drafts:
        variants = {candidate.parts for candidate in draft.candidates}
        if shared[draft.surname] == 1:
            variants.add((draft.surname,))
        for parts in variants:
            if len(parts) > 1 or shared[draft.surname] == 1:
                forms.setdefault(parts[0], []).append((parts, draft))
    for group in forms.values():
        group.sort(key=lambda form: -len(form[0]))
    return forms


def _match(tokens: Tokens, forms: dict[str, list[tuple[tuple[str, ...], Draft]]], at: int) -> int:
    """Add the name that begins with token `at`, if one does; return where to go on."""
    for parts, draft in forms[plain(tokens.words[at])]:
        end = at + len(parts)
        if tuple(plain(word) for word in tokens.words[at:end]) == parts:
            draft.candidates.append(
                Candidate(at, end, parts, None, None, at, rule="known-from-body")
            )
            return end
    return at + 1


# A known surname that is a common word or a place too counts where it speaks or has a courtesy.
# The letter comes first and what stands before it is looked back at: so the search leaps.
_COMMON = pattern(
    r"[MEANINGFUL PLACE] (?: (?<! [NAME_WORD ANY_PLACE ANY_ORGANIZATION INITIAL COMMON TITLE "
    r"TITLE_MODIFIER ORGANIZATION_HEAD UNITED_STATES'].) (?! [NAME_WORD ANY_PLACE "
    r"ANY_ORGANIZATION INITIAL COMMON TITLE TITLE_MODIFIER ORGANIZATION_HEAD UNITED_STATES]) "
    r"| (?<= COURTESY.))"
)


def _find_common_surnames(tokens: Tokens, drafts: list[Draft]) -> None:
    bearers: dict[str, list[Draft]] = {}
    for draft in drafts:
        if len(draft.parts) > 1:
            bearers.setdefault(draft.surname, []).append(draft)
    taken = {at for d in drafts for c in d.candidates for at in range(c.first, c.last)}
    words = tokens.words
    for place in _COMMON.finditer(bytes(tokens.labels)):
        at = place.start()
        known = bearers.get(plain(words[at]), ())
        if len(known) != 1 or at in taken:
            continue
        courteous = at > 0 and tokens.labels[at - 1] == Label.COURTESY
        after = words[at + 1] if at + 1 < len(words) else ""
        if courteous or after in SPEECH or (at and words[at - 1] in SPEECH):
            first = at - 1 if courteous else at
            known[0].candidates.append(
                Candidate(at, at + 1, (plain(words[at]),), None, None, first, rule="common-surname")
            )
