from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "samsyn.series"
