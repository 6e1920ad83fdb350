"""Pages that stand before a page: they ask for a browser, a captcha or patience."""

import re

from domain.errors import BlockedError
from domain.sources import Fetched
from sources.addresses import shown

# Titles that such pages have and releases have not, as a whole.
_TITLES = re.compile(
    r"<title[^>]*>\s*(?:just a moment\W*|attention required\b[^<]*|access denied\b[^<]*"
    r"|pardon our interruption\W*|request (?:rejected|blocked)\W*|please wait\W*"
    r"|are you (?:a )?(?:human|robot)\W*|security (?:check|verification)\W*|human verification\W*"
    r"|ddos-guard\W*|checking your browser\b[^<]*|403 forbidden\W*)</title>",
    re.I,
)
# Such a page is short; a release about captchas is not.
_CHALLENGE_BYTES = 64 * 1024


def refuse_challenge(fetched: Fetched) -> None:
    """Raise BlockedError if what came is a page that keeps programs out."""
    body = fetched.body or b""
    if len(body) > _CHALLENGE_BYTES:
        return
    if _TITLES.search(body[:4096].decode("latin-1")):
        raise BlockedError(
            "{url} asks for a browser and keeps Lede out. Ask the site to admit "
            "its user agent, or choose another source of the same agency, such as a feed.",
            url=shown(fetched.url),
        )
