"""Where on a page the release itself stands, as the page's own marks say.

Content systems mark the body of a release for themselves and for search engines; where a page does,
that mark is more exact than any guess by density.
"""

import re
from typing import Any

# What schema.org calls the text of an article, as microdata and as RDFa.
_SCHEMA = re.compile(r"(?:^|[\s:])articleBody(?:$|\s)")
# One class of the many an element may have: Drupal's fields ("field--name-body",
# "field-name-field-release-body"), WordPress' and other systems' names for the same.
_CLASSES = re.compile(
    r"(?:^|\s)(?:field-{1,2}name-(?:field-)?(?:[a-z]+-)*body|entry-content|post-content"
    r"|article(?:-|_{1,2})body|(?:press-?)?release(?:-|_{1,2})body|news(?:-|_{1,2})body"
    r"|story(?:-|_{1,2})body)(?:$|\s)"
)
# What holds one article of a page; and what stands beside it there.
_ARTICLES = frozenset({"article", "main"})
_ASIDES = frozenset({"aside", "nav", "footer", "header", "form"})
# A teaser or a block of contacts may be marked so too; no body of a release is this short.
_FEWEST_WORDS = 25


def find_body(tree: Any) -> Any | None:
    """The one element of an lxml tree that is marked as the body; None if none or several are.

    Several are a list of releases, or parts of one that nobody but the page can put together.
    """
    marked = [element for element in tree.iter() if _is_marked(element)]
    bodies = [element for element in marked if _words(element) >= _FEWEST_WORDS]
    outermost = [e for e in bodies if not any(a in bodies for a in e.iterancestors())]
    return outermost[0] if len(outermost) == 1 else None


def find_quotations(tree: Any, body: Any) -> list[Any]:
    """The attributed block quotations of the same article that stand outside its body.

    Content systems keep statements in fields of their own. What the body repeats is left out.
    """
    article = next((a for a in body.iterancestors() if a.tag in _ARTICLES), tree)
    said = _plain(body)
    return [
        element
        for element in article.iter("blockquote")
        if element.find(".//cite") is not None
        and not any(a is body or a.tag in _ASIDES for a in element.iterancestors())
        and _plain(element.find(".//p") if element.find(".//p") is not None else element)
        not in said
    ]


def _plain(element: Any) -> str:
    return " ".join(element.text_content().split())


def _is_marked(element: Any) -> bool:
    # Comments and processing instructions have no name.
    if not isinstance(element.tag, str):
        return False
    for name in ("itemprop", "property"):
        if _SCHEMA.search(element.get(name) or ""):
            return True
    return _CLASSES.search((element.get("class") or "").lower()) is not None


def _words(element: Any) -> int:
    return len(element.text_content().split())
