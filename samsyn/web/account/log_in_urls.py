"""Which of allauth's pages exist here? No sign-up and no addresses of one's own to keep.

Their names have no namespace because allauth looks them up so.
"""

from functools import wraps

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from samsyn.web.permissions import public, signed_in


def page(view, mark):
    """An allauth view with its mark, that answers 422 when its form was wrong."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and form and form.errors:
            response.status_code = 422
        return response

    return mark(answered)


urlpatterns = [
    path("logga-in/", page(account.login, public), name="account_login"),
    path("logga-in/kod/", page(second_step.authenticate, public), name="mfa_authenticate"),
    path("logga-ut/", page(account.logout, public), name="account_logout"),
    path("stangt/", page(account.account_inactive, public), name="account_inactive"),
    path("bekrafta/", page(account.reauthenticate, signed_in), name="account_reauthenticate"),
    path("bekrafta/kod/", page(second_step.reauthenticate, signed_in), name="mfa_reauthenticate"),
    path("losenord/", page(account.password_change, signed_in), name="account_change_password"),
    path("losenord/glomt/", page(account.password_reset, public), name="account_reset_password"),
    path(
        "losenord/glomt/skickat/",
        page(account.password_reset_done, public),
        name="account_reset_password_done",
    ),
    path(
        "losenord/valt/",
        page(account.password_reset_from_key_done, public),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^losenord/valj/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        page(account.password_reset_from_key, public),
        name="account_reset_password_from_key",
    ),
    path("tva-steg/", page(second_step.index, signed_in), name="mfa_index"),
    path("tva-steg/starta/", page(totp.activate_totp, signed_in), name="mfa_activate_totp"),
    path("tva-steg/stang-av/", page(totp.deactivate_totp, signed_in), name="mfa_deactivate_totp"),
    path(
        "tva-steg/reservkoder/",
        page(codes.view_recovery_codes, signed_in),
        name="mfa_view_recovery_codes",
    ),
    path(
        "tva-steg/reservkoder/nya/",
        page(codes.generate_recovery_codes, signed_in),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tva-steg/reservkoder/fil/",
        page(codes.download_recovery_codes, signed_in),
        name="mfa_download_recovery_codes",
    ),
]
