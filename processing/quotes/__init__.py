"""Quotes: the words between marks, who said them, and by which word of reporting."""

from processing.quotes.find import find_quotes

__all__ = ["find_quotes"]
