from django.urls import path

from samsyn.web.lifts import measures, starting, steps, views

app_name = "lifts"
urlpatterns = [
    path("", views.list_, name="list"),
    path("ny/", starting.new, name="new"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/vidare/", steps.further, name="further"),
    path("<int:pk>/tillbaka/", steps.back, name="back"),
    path("<int:pk>/dagordning/", steps.agenda, name="agenda"),
    path("<int:pk>/beslut/", steps.decide, name="decide"),
    path("<int:pk>/aterta/", steps.withdraw, name="withdraw"),
    path("<int:pk>/avvikelser/", starting.add, name="add"),
    path("<int:pk>/atgard/", measures.change, name="measure"),
    path("<int:pk>/beratta/", measures.tell, name="tell"),
]
