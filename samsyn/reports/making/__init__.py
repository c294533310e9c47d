"""The forms of a frozen edition as files: made by a job, kept under what they were made of. ADR 0042."""
