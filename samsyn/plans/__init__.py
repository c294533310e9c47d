"""What a local group sets out to do: its action plan over the years, its documents, and did it help."""
