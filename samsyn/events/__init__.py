"""Which deviations tell of the same event (samma händelse)? Said by the secretariat, never guessed."""
