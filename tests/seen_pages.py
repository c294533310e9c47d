"""Which pages need no second reading? To parse one takes longer than to draw it, and most are alike.

Two pages with the same outline differ only in what no rule of tests/client.py looks at: which words stand
between two tags (that there are some is in the outline), and the values of attributes that need only be
there. Everything else is compared sign for sign: tags, ids and what refers to them, names, labels, white
space, title and h1, and any sign that could be wrong in HTML.
"""

import re
from hashlib import blake2b

SOUND = r"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
ESCAPED = r"&(?:amp|lt|gt|quot|\#x27|\#39);"
WORDS = re.compile(rf">\s*(?:{ESCAPED}|(?!\s){SOUND})(?:{ESCAPED}|{SOUND})*<")
ONLY_THERE = r"href|src|value|title|datetime|content|nonce|class|data-[\w:-]+"
VALUE = re.compile(rf' ({ONLY_THERE})="(?:{ESCAPED}|(?!["\s]){SOUND})(?:{ESCAPED}|(?!"){SOUND})*"')
TOKEN = re.compile(r'(?<="X-CSRFToken": ")\w+(?=")')
HEADS = re.compile(r"<(title|h1)\b.*?</\1>", re.DOTALL)

_passed = set()


def outline(html):
    """What the rules look at, in short."""
    heads = "".join(found[0] for found in HEADS.finditer(html))
    bare = VALUE.sub(r' \1="x"', WORDS.sub(">x<", TOKEN.sub("x", html)))
    return blake2b(f"{heads}\0{bare}".encode("utf-8", "surrogatepass"), digest_size=16).digest()


def once(check, html):
    """Check it, unless the same check has passed a page with the same outline."""
    key = (check, outline(html))
    if key not in _passed:
        check(html)
        _passed.add(key)
