"""Where the secretariat writes the yearly report, reads it, freezes and publishes it."""
