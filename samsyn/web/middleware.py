"""What happens to every request: security headers, and who is looking."""

from django.utils.decorators import sync_only_middleware

from samsyn.web.account import viewing


@sync_only_middleware
def extra_headers(get_response):
    def middleware(request):
        return get_response(request)

    return middleware


@sync_only_middleware
def viewer(get_response):
    """Set request.viewer and request.viewer_choices: one query beside Django's session and user."""

    def middleware(request):
        request.viewer, request.viewer_choices = None, ()
        if request.user.is_authenticated:
            viewing.look_up(request)
        return get_response(request)

    return middleware
