from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "samsyn.jobs"
