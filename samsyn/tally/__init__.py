"""How many deviations count alike? Entries as in a ledger, kept by the database itself. ADR 0020.

Figures of 1,000,000 deviations cost as much as figures of 1,000 when they are summed from a few
thousand balances. Each change of what a deviation counts as adds an entry of -1 and one of +1, in
the transaction of the change, whichever program makes it: triggers do it, as with the search index.
"""
