from django.urls import path

from samsyn.web.guarding import figures, views

app_name = "guarding"
urlpatterns = [
    path("vakten/las/", views.scan_field, name="scan"),
    path("vakten/siffror/", figures.show, name="figures"),
    path("ej-namn/", views.words, name="words"),
    path("ej-namn/prova/", views.try_text, name="try"),
    path("ej-namn/<int:pk>/ta-bort/", views.withdraw, name="withdraw"),
    path("ej-namn/<int:pk>/la-tillbaka/", views.restore, name="restore"),
]
