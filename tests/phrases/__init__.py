"""Quantities written out by others, to be read back: num2words, Babel with the CLDR, pint."""
