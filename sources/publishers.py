"""Whose site a page is of, as the page says to search engines and social networks."""

import json
import re
from collections.abc import Iterator
from typing import Any

# The names of publishers in the head of a page, the most exact first.
_NAMES = ("dcterms.publisher", "dc.publisher", "citation_publisher", "og:site_name")
_PARTIES = ("publisher", "sourceOrganization", "author", "creator")
# Elements of structured data within elements; no page nests deeper on purpose.
_DEPTH = 6
# No organization has a longer name; what is longer is a title or a sentence.
_LONGEST = 90
# What hides structured data from old readers of pages.
_AROUND = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*$")
_HOST = re.compile(r"\S+\.\S{2,}")


def read_publisher(tree: Any) -> str | None:
    """The name of who publishes an lxml tree's page; None where it gives none but an address.

    Asked: schema.org's publisher in JSON-LD, Dublin Core's, and `og:site_name`.
    """
    for name in (*_structured(tree), *_meta(tree)):
        told = " ".join(name.split())
        if 1 < len(told) <= _LONGEST and not _HOST.fullmatch(told):
            return told
    return None


def _structured(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            data = json.loads(_AROUND.sub("", script.text or ""))
        except (ValueError, RecursionError):
            continue
        yield from _parties(_resolved(data), _DEPTH)


def _resolved(data: Any) -> Any:
    """Structured data with the parties of its articles in the place of what points to them."""
    graph = data.get("@graph") if isinstance(data, dict) else data
    if not isinstance(graph, list):
        return data
    parts = [part for part in graph if isinstance(part, dict)]
    named = {
        part["@id"]: part for part in parts if isinstance(part.get("@id"), str) and "name" in part
    }
    return [
        part
        | {
            role: named[party["@id"]]
            for role in _PARTIES
            if isinstance(party := part.get(role), dict)
            and isinstance(party.get("@id"), str)
            and party["@id"] in named
        }
        for part in parts
    ]


def _parties(data: Any, depth: int) -> Iterator[str]:
    """The names of organizations that publish what is described, outermost first."""
    if isinstance(data, list) and depth:
        for one in data:
            yield from _parties(one, depth - 1)
    elif isinstance(data, dict) and depth:
        for role in _PARTIES:
            yield from _organizations(data.get(role), is_sure=role in _PARTIES[:2])
        for inner in data.values():
            if isinstance(inner, list | dict):
                yield from _parties(inner, depth - 1)


def _organizations(party: Any, *, is_sure: bool) -> Iterator[str]:
    """The name of a party that is an organization; an author may be a person."""
    for one in party if isinstance(party, list) else [party]:
        if isinstance(one, str) and is_sure:
            yield one
        elif isinstance(one, dict) and isinstance(one.get("name"), str):
            kind = str(one.get("@type", ""))
            if "Organization" in kind or (is_sure and "Person" not in kind):
                yield one["name"]


def _meta(tree: Any) -> Iterator[str]:
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        told.setdefault(name, meta.get("content") or "")
    yield from (told[name] for name in _NAMES if told.get(name))
