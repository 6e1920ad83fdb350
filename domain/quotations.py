"""What makes a quote one to be shown: the same for a card and for the quote of the day."""

from domain.facts import Quote

# A quote of fewer words says little by itself: "It works," "No comment."
_FEWEST_WORDS = 8


def is_remark(quote: Quote) -> bool:
    """Whether a quote is too short to say something by itself."""
    return len(quote.span.text.split()) < _FEWEST_WORDS


def ends_sentence(quote: Quote) -> bool:
    """Whether the words of a quote go on to the end of their sentence."""
    return quote.span.text.rstrip().endswith((".", "!", "?"))


def is_named(quote: Quote) -> bool:
    """Whether these are the very words of somebody the text names."""
    return quote.kind == "direct" and bool(quote.speaker_name)
