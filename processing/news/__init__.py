"""What makes a release news: which named rules its title and its first sentences meet."""

from processing.news.find import find_news_values

__all__ = ["find_news_values"]
