"""How is a form drawn? Own field template, with the design system's classes on every widget."""

from pathlib import Path
from typing import NamedTuple

import django.forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

WIDGET_TEMPLATES = Path(django.forms.__file__).parent / "templates"
OWN_TEMPLATES = Path(__file__).parent / "templates"


class Field(BoundField):
    """A field that knows the class of its widget; hint and error are linked by Django itself."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        own = [*widget.attrs.get("class", "").split(), *attrs.get("class", "").split()]
        attrs["class"] = " ".join(dict.fromkeys(["ds-input", *own]))
        return attrs

    @property
    def id_for_error(self):
        """Where the error summary leads: the first control, since a group has none of its own."""
        if self.use_fieldset and hasattr(self.field.widget, "choices"):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def guard_panel(self):
        """What the guard shows under it, in a form whose texts are guarded (guarding.forms)."""
        panel_of = getattr(self.form, "guard_panel", None)
        return panel_of(self) if panel_of else None


class Wrong(NamedTuple):
    """One line of an error summary: a field of a row, which says which row it stands in."""

    label: str
    errors: list
    id_for_error: str


class WithRows:
    """A form and the rows below it, as one form to the error summary of their page."""

    prefix = ""

    def __init__(self, form, rows, row_label):
        self.form, self.rows, self.row_label = form, rows, row_label

    @property
    def errors(self):
        """One entry for each field, form or set of rows that is wrong."""
        rows = [(at, name) for at, row in enumerate(self.rows) for name in row.errors]
        return [*self.form.errors, *rows, *self._of_all_rows()]

    def non_field_errors(self):
        """What no single field can be blamed for."""
        of_rows = [error for row in self.rows for error in row.non_field_errors()]
        return [*self.form.non_field_errors(), *self._of_all_rows(), *of_rows]

    def _of_all_rows(self):
        return self.rows.non_form_errors() if self.rows.is_bound else []

    def __iter__(self):
        yield from self.form
        for n, row in enumerate(self.rows, start=1):
            for field in row:
                label = f"{self.row_label % {'n': n}}, {field.label}"
                yield Wrong(label, field.errors, field.id_for_error)


class Renderer(DjangoTemplates):
    """Own templates first (django/forms/field.html and components), then Django's widgets."""

    bound_field_class = Field

    @cached_property
    def engine(self):
        return Backend(
            {
                "APP_DIRS": False,
                "DIRS": [OWN_TEMPLATES, WIDGET_TEMPLATES],
                "NAME": "samsyn-forms",
                "OPTIONS": {},
            }
        )
