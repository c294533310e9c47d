"""What happens to every request: security headers, and who is looking."""
from django.utils.decorators import sync_only_middleware


@sync_only_middleware
def extra_headers(get_response):
    def middleware(request):
        return get_response(request)
    return middleware


@sync_only_middleware
def viewer(get_response):
    def middleware(request):
        return get_response(request)
    return middleware
