"""From which number on may a table show figures that point somebody out, decided by whom and why?"""
