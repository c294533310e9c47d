"""What happens by itself, and when? Every repeated job of Samsyn, in one list.

A schedule says only when to look. What is due is decided by the service that the job asks, so a look
too many, or a late one after a stop, does no harm. Times are proposals: förslag, ej fastställt.
"""

from dataclasses import dataclass
from datetime import time, timedelta

from samsyn.domain.schedules import Daily, Every, Times
from samsyn.domain.vocabulary import gettext_noop


@dataclass(frozen=True)
class Schedule:
    """A job without arguments (`task`, its dotted path) and the times when it is asked to look."""

    key: str
    """As the database knows it; changing it starts the schedule anew."""
    label: str
    task: str
    times: Times


SCHEDULES = (
    Schedule(
        "time_limit",
        gettext_noop("Avsluta vid tidsgränsen"),
        "samsyn.deviations.jobs.close_at_time_limit",
        Every(timedelta(hours=1)),
    ),
    Schedule(
        "reminders",
        gettext_noop("Påminn om det som väntar"),
        "samsyn.deviations.jobs.remind_silent_recipients",
        Daily(time(7, 0)),
    ),
    Schedule(
        "summaries",
        gettext_noop("Skriv morgonens sammanfattningar"),
        "samsyn.deviations.jobs.send_morning_summaries",
        Daily(time(7, 0)),
    ),
    Schedule(
        "telling",
        gettext_noop("Ge besked till dem som vill ha egna brev"),
        "samsyn.deviations.jobs.tell_people_too",
        Every(timedelta(seconds=30)),
    ),
    Schedule(
        "forgotten_files",
        gettext_noop("Ta bort glömda filer"),
        "samsyn.deviations.jobs.remove_files_without_row",
        Daily(time(3, 30)),
    ),
    Schedule(
        "forgotten_documents",
        gettext_noop("Ta bort glömda dokument till handlingsplaner"),
        "samsyn.plans.jobs.remove_documents_without_row",
        Daily(time(3, 32)),
    ),
    Schedule(
        "mailbox_codes",
        gettext_noop("Radera gamla engångskoder"),
        "samsyn.deviations.jobs.forget_mailbox_codes",
        Daily(time(3, 35)),
    ),
    Schedule(
        "old_drafts",
        gettext_noop("Radera gamla utkast"),
        "samsyn.deviations.jobs.forget_old_drafts",
        Every(timedelta(hours=1)),
    ),
    Schedule(
        "surveys",
        gettext_noop("Fråga, påminn och stäng enkäter"),
        "samsyn.surveys.jobs.look_after",
        Every(timedelta(hours=1)),
    ),
    Schedule(
        "planner",
        gettext_noop("Låt databasen räkna sina rader"),
        "samsyn.jobs.jobs.look_at_the_rows",
        Daily(time(3, 20)),
    ),
    Schedule(
        "old_jobs",
        gettext_noop("Rensa gamla jobb"),
        "samsyn.jobs.jobs.forget_old_jobs",
        Every(timedelta(hours=1)),
    ),
    Schedule(
        "webhooks",
        gettext_noop("Berätta för andra system"),
        "samsyn.push.jobs.tell_other_systems",
        Every(timedelta(seconds=30)),
    ),
    Schedule(
        "participation",
        gettext_noop("Räkna hur verksamheterna svarar"),
        "samsyn.participation.jobs.count",
        Daily(time(3, 10)),
    ),
    Schedule(
        "notice",
        gettext_noop("Leta efter det som sticker ut"),
        "samsyn.notice.jobs.compute",
        Daily(time(4, 30)),
    ),
    Schedule(
        "old_deliveries",
        gettext_noop("Radera gamla händelser till andra system"),
        "samsyn.push.jobs.forget_deliveries",
        Daily(time(3, 50)),
    ),
    Schedule(
        "tally",
        gettext_noop("Summera räkneverket bakom statistiken"),
        "samsyn.tally.jobs.carry_forward",
        Every(timedelta(minutes=10)),
    ),
    Schedule(
        "inactive_accounts",
        gettext_noop("Stäng konton som ingen använder"),
        "samsyn.accounts.jobs.close_inactive",
        Daily(time(4, 0)),
    ),
    Schedule(
        "old_entries",
        gettext_noop("Ta bort gamla inbjudningar och ansökningar"),
        "samsyn.accounts.jobs.clear_entries",
        Daily(time(4, 10)),
    ),
    Schedule(
        "seals",
        gettext_noop("Försegla tvåstegsinloggningar med den nyaste nyckeln"),
        "samsyn.accounts.jobs.reseal_second_steps",
        Every(timedelta(hours=1)),
    ),
    Schedule(
        "old_seats",
        gettext_noop("Glöm gamla ledamöter och koder i BUS-grupper"),
        "samsyn.groups.jobs.forget",
        Daily(time(4, 20)),
    ),
    Schedule(
        "report_forms",
        gettext_noop("Gör rapporters filer som saknas"),
        "samsyn.reports.jobs.make_up_for_lost_forms",
        Every(timedelta(minutes=10)),
    ),
    Schedule(
        "local_reports",
        gettext_noop("Ta bort gamla lokala rapporter"),
        "samsyn.reports.jobs.forget_local",
        Daily(time(3, 38)),
    ),
    # Last: `./run worker --once` then also sends what the others have written.
    Schedule(
        "letters",
        gettext_noop("Skicka brev"),
        "samsyn.mail.jobs.send_letters",
        Every(timedelta(seconds=5)),
    ),
    Schedule(
        "letter_secrets",
        gettext_noop("Glöm koder och länkar i brev"),
        "samsyn.mail.jobs.forget_secrets",
        Every(timedelta(minutes=10)),
    ),
    Schedule(
        "old_letters",
        gettext_noop("Radera gamla brev"),
        "samsyn.mail.jobs.delete_old_letters",
        Daily(time(3, 40)),
    ),
)
