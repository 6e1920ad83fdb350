"""What a release says of itself: title, agency, place, date, label, embargo, event, corrections."""

from processing.head.find import find_head

__all__ = ["find_head"]
