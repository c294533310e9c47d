from django.urls import path


app_name = "guarding"
urlpatterns = [
    path("vakten/las/", views.scan_field, name="scan"),
    path("ej-namn/", views.words, name="words"),
    path("ej-namn/prova/", views.try_text, name="try"),
    path("ej-namn/<int:pk>/ta-bort/", views.withdraw, name="withdraw"),
    path("ej-namn/<int:pk>/la-tillbaka/", views.restore, name="restore"),
]
