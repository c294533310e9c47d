"""What happens to a request that is far too big? It is refused before its body is read (fault F13)."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.views.decorators.csrf import csrf_exempt, csrf_protect

BESIDE_THE_FILE = 64 * 1024
"""Bytes of a form around its file: the other fields and the parts' heads."""


def is_too_big(length: int) -> bool:
    return length > settings.ATTACHMENT_MAX_BYTES + BESIDE_THE_FILE


class SizeGuard(FileUploadHandler):
    """First of the upload handlers everywhere: nobody fills the disk through any form."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if is_too_big(content_length):
            raise RequestDataTooBig("the body is bigger than any file may be")

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None


def looks_at_size_first(view):
    """Mark a view that itself says, at the field, that a file is too big: `request.is_too_big`.

    Django's CSRF check reads the whole form, so it must come after the look at the size. A request
    that is too big is never read, and the view writes nothing for it.
    """
    checked = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *arguments, **named):
        length = request.META.get("CONTENT_LENGTH") or "0"
        request.is_too_big = not length.isdecimal() or is_too_big(int(length))
        return (view if request.is_too_big else checked)(request, *arguments, **named)

    return guarded
