"""Which parts are the pages made of?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.web.permissions import public
from samsyn.web.styleguide import examples


@public
@require_safe
def start(request):
    return render(request, "styleguide/start.html", examples.all_of_them())
