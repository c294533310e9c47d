"""The field's rules and arithmetic in plain Python: no Django, no I/O, no clock."""
