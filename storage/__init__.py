"""What is kept and searched; the only package that knows SQL."""
