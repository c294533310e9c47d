"""Everything that can be asked about deviations; who asks is always an argument."""
