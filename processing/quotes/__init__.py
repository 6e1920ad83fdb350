"""Quotes, their speakers and their reporting words."""
