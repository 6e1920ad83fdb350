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
