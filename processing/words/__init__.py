"""The one layer of words: tokens, parts of speech, noun phrases, verb groups and clauses.

Every later part (names, figures, quotes, the summary) reads these; none cuts or tags words itself.
"""
