"""The structure of the yearly report: the chapters of 2021, which next years follow.

To add a chapter: write a function in one of the modules here that takes a Gathering and gives a Chapter,
and name it in `outline.CHAPTERS`.
"""
