"""How is a form drawn? Own field template, with the design system's classes on every widget."""

from pathlib import Path

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
