"""The few sentences that tell a release."""
