"""From bytes to documents: files today; feeds, interfaces and pages to come."""
