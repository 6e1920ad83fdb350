"""Figures: numbers with what they count or measure, and what is claimed of them."""

from processing.figures.find import find_figures

__all__ = ["find_figures"]
