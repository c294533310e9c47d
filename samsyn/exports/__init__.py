"""What leaves the system as a file: one case, and the lists."""
