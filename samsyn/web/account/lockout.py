"""What does somebody see who has guessed too often?"""

from django.shortcuts import render


def locked_out(request, response=None, credentials=None, *args, **kwargs):
    return render(request, "errors/429.html", status=429)
