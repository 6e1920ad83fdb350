"""Sample releases, written for Lede and marked as samples. Data only."""
