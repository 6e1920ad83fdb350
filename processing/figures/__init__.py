"""Figures: numbers with what they count or measure, and what is claimed of them."""
