"""How good and how fast the reading of releases is: `python -m benchmarks`."""
