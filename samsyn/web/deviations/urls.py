from django.urls import path

from samsyn.web.deviations import answer_drafts, answers, drafts, show, steps

app_name = "deviations"
urlpatterns = [
    path("ny/", drafts.new, name="new"),
    path("enheter/", drafts.find_units, name="find_units"),
    path("nyckel/", drafts.token, name="token"),
    path("utkast/<uuid:key>/", drafts.edit_draft, name="edit_draft"),
    path("utkast/<uuid:key>/spara/", drafts.autosave, name="autosave"),
    path("utkast/<uuid:key>/mottagare/", drafts.recipients, name="recipients"),
    path("utkast/<uuid:key>/granska/", drafts.review, name="review"),
    path("utkast/<uuid:key>/granska/vakten/", drafts.press_at_review, name="guard"),
    path("utkast/<uuid:key>/skicka/", drafts.send, name="send"),
    path("utkast/<uuid:key>/kasta/", drafts.discard, name="discard"),
    path("<str:number>/", show.show, name="show"),
    path("<str:number>/kvittera/", steps.acknowledge, name="acknowledge"),
    path("<str:number>/utred/", steps.investigate, name="investigate"),
    path("<str:number>/svara/", answers.answer, name="answer"),
    path("<str:number>/svara/andra/", answers.amend, name="amend"),
    path("<str:number>/svara/spara/", answer_drafts.autosave, name="keep_answer"),
    path("<str:number>/svara/kasta/", answer_drafts.discard, name="discard_answer"),
    path("<str:number>/avboj/", steps.decline, name="decline"),
    path("<str:number>/omdirigera/<int:part>/", steps.redirect_part, name="redirect"),
    path("<str:number>/bedom/<int:part>/", steps.judge, name="judge"),
    path("<str:number>/atgard/<int:measure>/", steps.measure_status, name="measure"),
    path("<str:number>/meddelande/", steps.message, name="message"),
    path("<str:number>/ratta/", steps.correct, name="correct"),
    path("<str:number>/aterkalla/", steps.withdraw, name="withdraw"),
    path("<str:number>/avsluta/", steps.close, name="close"),
    path("<str:number>/oppna-igen/", steps.reopen, name="reopen"),
]
