"""Questions on their way up to those who can settle them, and back: steps, decisions, regional measures."""
