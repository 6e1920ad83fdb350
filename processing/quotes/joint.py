"""Two names that speak together: where the pair of them begins and ends."""

from processing.quotes.words import Word


def joint_end(words: list[Word], last: int) -> int:
    """The end of a second name that speaks with the first: "Ada Lund and Bo Ortiz"."""
    i = last + 1
    while i < len(words) and words[i].kind in "N,#" and i - last < 4:
        i += 1  # "Riley, III"
    if i >= len(words) or words[i].low != "and" or i + 1 >= len(words):
        return last
    j = i + 1
    if words[j].mention < 0:
        return last
    while j + 1 < len(words) and words[j + 1].mention == words[i + 1].mention:
        j += 1
    return last if words[j].owns else j


def joint_start(words: list[Word], second: int, floor: int) -> int:
    """The start of a first name that speaks with the second: "Ada Lund and | Bo Ortiz"."""
    i = second - 2
    if i < floor or words[i + 1].low != "and" or words[i].mention < 0 or words[i].owns:
        return second
    mention = words[i].mention
    while i > floor and (words[i - 1].mention == mention or words[i - 2].mention == mention):
        i -= 1
    return i
