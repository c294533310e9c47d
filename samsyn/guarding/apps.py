from django.apps import AppConfig


class GuardingConfig(AppConfig):
    name = "samsyn.guarding"
