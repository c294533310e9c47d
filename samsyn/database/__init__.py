"""What both databases must do alike: Swedish order, letter case and durable commits."""
