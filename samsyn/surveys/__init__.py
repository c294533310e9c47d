"""Questionnaires: what is asked, in which rounds, of whom, and what came in."""
