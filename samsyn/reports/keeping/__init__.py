"""Reports about places that take long to count: made by a job, kept for a while. ADR 0051."""
