"""What does bare Django cost on this machine? No middleware, no log-in, no permissions: the floor."""

from django.db import connection
from django.http import HttpResponse
from django.template import engines

ROWS = 25
PAGE = """<!doctype html><html lang="sv"><title>Rader</title><h1>Rader</h1><table>
{% for row in rows %}<tr><td><a href="/avvikelser/{{ row.0 }}/">{{ row.0 }}</a></td><td>{{ row.1 }}</td>
<td>{{ row.2 }}</td><td>{{ row.3|date:"j F Y" }}</td><td>{{ row.4|default:"" }}</td></tr>
{% endfor %}</table>"""


def one_select(pk):
    """One row by its primary key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, title FROM deviations_deviation WHERE id = %s", [pk])
        number, title = cursor.fetchone()
    return HttpResponse(f"{number} {title}")


def page_of_rows(unit):
    """A unit's 25 newest, rendered; the newest recipients' index is walked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.number, d.title, d.reporter_name_then, a.addressed_at, a.outcome "
            "FROM deviations_addressing a JOIN deviations_deviation d ON d.id = a.deviation_id "
            "WHERE a.unit_id = %s AND a.redirected_at IS NULL "
            "ORDER BY a.addressed_at DESC LIMIT %s",
            [unit, ROWS],
        )
        rows = cursor.fetchall()
    return HttpResponse(template().render({"rows": rows}))


def year_by_theme(year):
    """A year's deviations by theme, in one statement over the covering index (P11)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.theme_id, COUNT(*) FROM deviations_deviation d "
            "LEFT JOIN coding_coding c ON c.deviation_id = d.id "
            "WHERE d.year = %s AND d.between_principals AND d.withdrawn_at IS NULL GROUP BY 1",
            [year],
        )
        return HttpResponse(str(dict(cursor.fetchall())))


def durable_insert():
    """One small row, committed."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_floor (text) VALUES (%s)", ["x" * 600])
    return HttpResponse("ok")


def prepare():
    """The table that durable_insert writes to."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        cursor.execute("CREATE TABLE bench_floor (text text)")


def template():
    global _template
    if _template is None:
        _template = engines["django"].from_string(PAGE)
    return _template


_template = None
