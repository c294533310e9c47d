from django.urls import path

from samsyn.web.account import (
    accepting,
    deciding,
    inviting,
    joining,
    leaving,
    own,
    own_data,
    people,
)

app_name = "account"
urlpatterns = [
    path("", own.show, name="own"),
    path("uppgifter/", own.details, name="details"),
    path("namn/", own.hide_name, name="hide_name"),
    path("brev/", own.letters, name="letters"),
    path("sprak/", own.language, name="language"),
    path("logga-ut-overallt/", own.log_out_everywhere, name="log_out_everywhere"),
    path("byt/", own.switch, name="switch"),
    path("roller/<int:grant_id>/lamna/", leaving.leave, name="leave"),
    path("stang/", leaving.close, name="close"),
    path("mina-uppgifter/", own_data.page, name="own_data"),
    path("mina-uppgifter/fil/", own_data.file, name="own_data_file"),
    path("ansok/", joining.join, name="join"),
    path("ansok/skickad/", joining.join_sent, name="join_sent"),
    path("ansok/bekrafta/<str:token>/", joining.confirm, name="join_confirm"),
    path("ansokningar/", deciding.list_, name="joining"),
    path("ansokningar/<int:request_id>/godkann/", deciding.approve, name="approve"),
    path("ansokningar/<int:request_id>/avsla/", deciding.decline, name="decline"),
    path("inbjudan/<str:token>/", accepting.accept, name="accept"),
    path("inbjudningar/", inviting.list_, name="invitations"),
    path("inbjudningar/ny/", inviting.new, name="new_invitation"),
    path("inbjudningar/<int:invitation_id>/brev/", inviting.send_again, name="send_again"),
    path("inbjudningar/<int:invitation_id>/aterkalla/", inviting.withdraw, name="withdraw"),
    path("personer/", people.list_, name="people"),
    path("personer/<int:user_id>/", people.person, name="person"),
    path("personer/<int:user_id>/roll/", people.give_role, name="give_role"),
    path(
        "personer/<int:user_id>/roller/<int:grant_id>/avsluta/",
        people.end_role,
        name="end_role",
    ),
    path("personer/<int:user_id>/brev/", people.password_letter, name="password_letter"),
    path(
        "personer/<int:user_id>/tva-steg/ta-bort/",
        people.remove_second_step,
        name="remove_second_step",
    ),
    path("personer/<int:user_id>/stang/", people.deactivate, name="deactivate"),
    path("personer/<int:user_id>/oppna/", people.activate, name="activate"),
]
