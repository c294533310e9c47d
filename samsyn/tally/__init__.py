"""How many deviations count alike? Lines and their balances, kept by the database itself. ADR 0029.

Figures of 1,000,000 deviations cost nearly as much as figures of 1,000 when they are summed from a few
thousand balances. Whoever changes what a deviation counts as leaves a mark beside it, in the same
transaction: triggers do that, whichever program writes. A figure is the balances, less what the marked
deviations are counted as there, more what they count as now; a job brings the balances up to date.
"""
