"""How is a day typed? In the browser's own calendar, which wants it written as 2026-03-09 always."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's calendar, also when a form is shown again with what was typed."""

    def __init__(self):
        super().__init__(format="%Y-%m-%d", attrs={"type": "date"})


class DayField(forms.DateField):
    """A day, as every form of Samsyn asks for it."""

    widget = DayInput
