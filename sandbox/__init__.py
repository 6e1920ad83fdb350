"""A strict stand-in of Discord on loopback; it imports nothing of the bot."""
