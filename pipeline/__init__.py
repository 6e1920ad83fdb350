"""Where sources, processing and storage meet."""
