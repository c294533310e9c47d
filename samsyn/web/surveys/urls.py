from django.urls import path

from samsyn.web.surveys import (
    answering,
    editor,
    headings,
    link,
    offering,
    results,
    rounds,
    spiders,
    voices,
)

app_name = "surveys"
urlpatterns = [
    path("enkater/", rounds.list_, name="list"),
    path("enkater/ny/", rounds.new, name="new"),
    path("enkater/fragor/", editor.list_, name="questionnaires"),
    path("enkater/fragor/ny/", editor.new, name="new_questionnaire"),
    path("enkater/fragor/<int:pk>/", editor.show, name="version"),
    path("enkater/fragor/<int:pk>/rubriker/", headings.edit, name="headings"),
    path("enkater/fragor/<int:pk>/<slug:step>/", editor.take_step, name="version_step"),
    path("enkater/fragor/<int:pk>/fraga/<str:code>/", editor.question, name="question"),
    path("enkater/spindel/", spiders.county, name="spider"),
    path("enkater/spindel.<slug:form>", spiders.download, name="spider_download"),
    path("enkater/spindel/<int:group_id>/", spiders.of_group, name="spider_of_group"),
    path(
        "enkater/spindel/<int:group_id>.<slug:form>",
        spiders.download_of_group,
        name="spider_of_group_download",
    ),
    path("enkater/familjernas-rost/", voices.county, name="voices"),
    path("enkater/familjernas-rost/<int:group_id>/", voices.of_group, name="voices_of_group"),
    path("enkater/<int:pk>/", rounds.show, name="show"),
    path("enkater/<int:pk>/andra/", rounds.edit, name="edit"),
    path("enkater/<int:pk>/forhandsgranska/", offering.preview, name="preview"),
    path("enkater/<int:pk>/sprak/", offering.languages, name="languages"),
    path("enkater/<int:pk>/qr/<int:link_id>.svg", rounds.qr, name="qr"),
    path("enkater/<int:pk>/svar/<int:group_id>/", answering.answer, name="answer"),
    path("enkater/<int:pk>/resultat/", results.show, name="results"),
    path("enkater/<int:pk>/resultat/<int:group_id>/", results.of_group, name="results_of_group"),
    path("enkater/<int:pk>/resultat.<slug:form>", results.download, name="download"),
    path(
        "enkater/<int:pk>/resultat/<int:group_id>.<slug:form>",
        results.download_of_group,
        name="download_of_group",
    ),
    path("enkater/<int:pk>/<slug:step>/", rounds.take_step, name="step"),
    path("svara/tack/", link.thanks, name="thanks"),
    path("svara/<str:token>/", link.answer, name="link"),
]
