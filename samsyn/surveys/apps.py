"""Questionnaires: what is asked, in which rounds, of whom, and what came in."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "samsyn.surveys"
