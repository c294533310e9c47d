from django.urls import path

from samsyn.web.reports import chapters, differences, overview, prose, reading, sentences, steps

app_name = "reports"
urlpatterns = [
    path("", overview.list_, name="list"),
    path("borja/", overview.start, name="start"),
    path("nyckel/", prose.token, name="token"),
    path("forhandsvisning/", prose.preview_part, name="preview_part"),
    path("<int:year>/", overview.show, name="show"),
    path("<int:year>/las/", reading.read, name="read"),
    path("<int:year>/kapitel/<slug:chapter>/", chapters.show, name="chapter"),
    path("<int:year>/kapitel/<slug:chapter>/text/", prose.save, name="prose"),
    path("<int:year>/kapitel/<slug:chapter>/utkast/", prose.autosave, name="autosave"),
    path("<int:year>/kapitel/<slug:chapter>/visa/", prose.preview, name="preview"),
    path("<int:year>/kapitel/<slug:chapter>/mening/", sentences.accept, name="accept"),
    path("<int:year>/kapitel/<slug:chapter>/citat/", sentences.quote, name="quote"),
    path("<int:year>/mening/<int:pk>/ny/", sentences.renew, name="renew"),
    path("<int:year>/mening/<int:pk>/skriv-om/", sentences.rewrite, name="rewrite"),
    path("<int:year>/mening/<int:pk>/ta-bort/", sentences.remove, name="remove"),
    path("<int:year>/mening/<int:pk>/lagg-tillbaka/", sentences.put_back, name="put_back"),
    path("<int:year>/mening/<int:pk>/flytta/", sentences.move, name="move"),
    path("<int:year>/steg/<slug:step>/", steps.take, name="step"),
    path("<int:year>/andrat/<int:number>/", differences.show, name="difference"),
]
