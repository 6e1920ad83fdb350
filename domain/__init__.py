"""The types that travel between the packages, and the exception tree. Standard library only."""
