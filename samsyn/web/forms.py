from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Own field templates: label, hint, error and widget as components/field.html."""
