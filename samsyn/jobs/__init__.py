"""What Samsyn does by itself, later or again and again: Django's Tasks, done by `./run worker`.

A job is a function with `@task` in an app's `jobs.py`. It may be run twice, late or at the same
moment as itself, so it asks a service, and the service decides what is due. Its arguments are
primary keys. What is repeated stands in `schedules.py`. ADR 0021.
"""
