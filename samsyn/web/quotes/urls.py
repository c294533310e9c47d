from django.urls import path

from samsyn.web.quotes import overview, reading, writing

app_name = "quotes"
urlpatterns = [
    path("", overview.show, name="list"),
    path("nytt/<int:mark_id>/", writing.make, name="make"),
    path("<int:quote_id>/", reading.show, name="show"),
    path("<int:quote_id>/skriv-om/", writing.rewrite, name="rewrite"),
    path("<int:quote_id>/godkann/", reading.approve, name="approve"),
    path("<int:quote_id>/skicka-tillbaka/", reading.send_back, name="send_back"),
    path("<int:quote_id>/ta-ur-bruk/", reading.withdraw, name="withdraw"),
]
