from django.urls import path

from samsyn.web.account import own, people

app_name = "account"
urlpatterns = [
    path("", own.show, name="own"),
    path("uppgifter/", own.details, name="details"),
    path("namn/", own.hide_name, name="hide_name"),
    path("brev/", own.letters, name="letters"),
    path("sprak/", own.language, name="language"),
    path("logga-ut-overallt/", own.log_out_everywhere, name="log_out_everywhere"),
    path("byt/", own.switch, name="switch"),
    path("personer/", people.list_, name="people"),
    path("personer/ny/", people.new, name="new_person"),
    path("personer/<int:user_id>/", people.person, name="person"),
    path("personer/<int:user_id>/roll/", people.give_role, name="give_role"),
    path(
        "personer/<int:user_id>/roller/<int:grant_id>/avsluta/",
        people.end_role,
        name="end_role",
    ),
    path("personer/<int:user_id>/brev/", people.invite, name="invite"),
    path("personer/<int:user_id>/stang/", people.deactivate, name="deactivate"),
    path("personer/<int:user_id>/oppna/", people.activate, name="activate"),
]
