"""How often may one session have a text read while writing? Counted in this process's memory alone."""

from django.conf import settings
from django.core.cache import cache


def may_read(request) -> bool:
    """False when this session has had more read in the last minute than anybody types."""
    key = f"guard-reads:{request.session.session_key}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) <= settings.GUARD_READS_PER_MINUTE
    except ValueError:  # forgotten between the two
        return True
