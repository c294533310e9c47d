"""What can be asked for on the command line: one module a command, found by its name.

Each has SUMMARY (its line in `./run`) and `main(arguments) -> int`: 0 done, 1 the data or the
request was wrong (the reason on standard error, in words), 2 wrong usage. NEEDS_DJANGO = False for
those that only start other programs.
"""
