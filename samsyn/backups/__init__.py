"""How is everything that Samsyn keeps put into one file, and brought back from it? ADR 0055."""
