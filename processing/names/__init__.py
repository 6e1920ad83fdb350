"""People, organizations, operations and places, each with every mention."""
