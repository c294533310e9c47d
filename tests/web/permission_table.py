"""Who may reach which address? One row (or several) for every URL name (fault F10).

`who` are the people of the cast, and: anonymous, nobody (an account without a role), manager
(of Astrid's unit), guest (no account; came by a mailbox's link to `mailed`). `args` are names of
things in the world (test_permission_matrix.World), where `theirs` is Astrid's deviation to Bo and
Berit, `foreign` one among strangers and `mailed` one to a unit that has only a mailbox: so each
person stands to each row as own, concerned or unconcerned. Who is not named meets 404, and
anonymous people the log-in. `post` is given when another set may post; `own_way` when the view
itself decides (allauth); `data` is what is posted.
"""

from tests.web.permission_local import GROUPS, LIFTS, PLANS, SURVEYS
from tests.web.permission_rows import CAST, EVERY_PERSON, EVERYBODY, NOBODY, people, row

__all__ = ["CAST", "EVERYBODY", "EVERY_PERSON", "TABLE"]

PARTY = people("astrid bo berit cecilia elof manager")
WRITERS = people("astrid bo berit cecilia manager")
ADMINISTRATOR = people("gudmund")
KEEPERS = people("gudmund manager")
LETS_IN = people("gudmund manager elof")
REPORTING = people("astrid manager")
RECEIVING = people("bo berit")

PUBLIC = {
    "public:start": row(EVERYBODY),
    "public:help": row(EVERYBODY),
    "public:accessibility": row(EVERYBODY),
    "public:privacy": row(EVERYBODY),
    "public:language": row(EVERYBODY, "swedish"),
    "styleguide:start": row(EVERYBODY),
    # What is not published is nowhere for anybody: test_published_shelf.py, test_open_data.py.
    "published:list": row(EVERYBODY),
    "published:feed": row(EVERYBODY),
    "published:latest_followed": row(EVERYBODY),
    "published:followed": row(EVERYBODY, "list_of_2021"),
    "open_data:start": row(EVERYBODY),
    "open_data:dcat": row(EVERYBODY),
    **{f"open_data:{form}": row(EVERYBODY, "list_of_2021", "table") for form in ("csv", "json")},
}
FOLLOWUPS = {
    "followups:list": row("doris"),
    "followups:new": row("doris"),
    **{
        f"followups:{name}": [*row("doris", "followup"), *row(NOBODY, "unknown")]
        for name in ("edit", "publish", "withdraw")
    },
}

GUARDING = {
    # What is read is the own text, so whoever may write anything may have it read.
    "guarding:scan": row(EVERY_PERSON | {"guest"}),
    "guarding:figures": row(EVERY_PERSON | {"guest"}),
    "guarding:words": row("doris elof"),
    "guarding:try": row("doris elof"),
    **{
        f"guarding:{name}": [
            *row("doris", "not_name_of_all"),
            *row("elof", "not_name_of_trastby"),
            *row(NOBODY, "unknown"),
        ]
        for name in ("withdraw", "restore")
    },
}

REPORT_FILES = {
    "report_files:show": row("doris", "list_of_2021", "edition_of_2021"),
    "report_files:make": row("doris", "list_of_2021", "edition_of_2021"),
}

PUBLISHED = {
    "published:newest": row(EVERYBODY, "list_of_2021"),
    "published:edition": row(EVERYBODY, "list_of_2021", "edition_of_2021"),
    "published:form": row(EVERYBODY, "list_of_2021", "edition_of_2021", "workbook"),
    "published:table": row(EVERYBODY, "list_of_2021", "edition_of_2021", "table", "csv"),
}
"""What is not published is 404 for everybody but its writers: test_published_editions.py."""

LOG_IN = {
    name: row(EVERYBODY, own_way=True)
    for name in (
        "account_login",
        "mfa_authenticate",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    )
} | {
    "account_reset_password_from_key": row(EVERYBODY, "letters", "letters", own_way=True),
    **{
        name: row(EVERY_PERSON, own_way=True)
        for name in (
            "account_reauthenticate",
            "mfa_reauthenticate",
            "account_change_password",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
        )
    },
}

ACCOUNT = {
    "account:own": row(EVERY_PERSON),
    "account:details": row(EVERY_PERSON),
    "account:hide_name": row(EVERY_PERSON),
    "account:letters": row(EVERY_PERSON, data={"letters": "daily"}),
    "account:language": row(EVERY_PERSON, data={"language": "sv"}),
    "account:log_out_everywhere": row(EVERY_PERSON),
    "account:switch": row("astrid manager", data={"acting_for": "social_key"}),
    "account:people": row(KEEPERS),
    "account:join": row(EVERYBODY),
    "account:join_sent": row(EVERYBODY),
    "account:join_confirm": row(EVERYBODY, "asked"),
    "account:accept": row(EVERYBODY, "invited"),
    "account:joining": row(LETS_IN),
    "account:invitations": row(LETS_IN),
    "account:new_invitation": row(LETS_IN),
    # Who has nothing to decide there is led back to a list without it; services decide (apps tests).
    **{f"account:{name}": row(LETS_IN, "joining") for name in ("approve", "decline")},
    **{f"account:{name}": row(LETS_IN, "invitation") for name in ("send_again", "withdraw")},
    "account:leave": [*row("astrid", "grant_of_astrid"), *row("cecilia", "grant_of_cecilia")],
    "account:close": row(EVERY_PERSON),
    "account:own_data": row(EVERY_PERSON),
    "account:own_data_file": row(EVERY_PERSON),
    "account:person": [
        *row(KEEPERS, "astrid"),
        *row(ADMINISTRATOR, "cecilia"),
        *row(NOBODY, "unknown"),
    ],
    "account:give_role": [*row(ADMINISTRATOR, "astrid"), *row(ADMINISTRATOR, "cecilia")],
    "account:end_role": [
        *row(KEEPERS, "astrid", "grant_of_astrid"),
        *row(ADMINISTRATOR, "cecilia", "grant_of_cecilia"),
        *row(NOBODY, "astrid", "grant_of_cecilia"),
    ],
    "account:password_letter": [*row(KEEPERS, "astrid"), *row(ADMINISTRATOR, "cecilia")],
    "account:remove_second_step": row(ADMINISTRATOR, "astrid"),
    "account:deactivate": row(ADMINISTRATOR, "astrid"),
    "account:activate": row(ADMINISTRATOR, "astrid"),
}

AUDIT = {
    "audit:log": row("frej gudmund"),
    "audit:export": row("frej gudmund"),
    "audit:open": [*row("frej", "theirs"), *row(NOBODY, "foreign"), *row(NOBODY, "no_number")],
}

CODING = {
    "coding:pile": row("doris"),
    "coding:differing": row("doris"),
    "coding:editions": row("doris"),
    "coding:new_edition": row("doris"),
    "coding:correspondences": [*row("doris", "first_list"), *row(NOBODY, "coming_list")],
    "coding:correspondence": [
        *row("doris", "first_list", "theme_of_2020"),
        *row(NOBODY, "first_list", "letters"),
    ],
    "coding:edition": [*row("doris", "coming_list"), *row(NOBODY, "list_of_2021")],
    **{
        f"coding:{name}": [*row("doris", "theirs"), *row(NOBODY, "no_number")]
        for name in ("desk", "undo")
    },
}

QUOTES = {
    "quotes:list": row("doris"),
    "quotes:make": [*row("doris", "mark"), *row(NOBODY, "unknown")],
    **{
        f"quotes:{name}": [*row("doris", "quote"), *row(NOBODY, "unknown")]
        for name in ("show", "rewrite", "approve", "send_back", "withdraw")
    },
}

JOBS = {
    "jobs:show": row(ADMINISTRATOR),
    "jobs:run_again": row(ADMINISTRATOR, "job"),
    "jobs:put_aside": row(ADMINISTRATOR, "job"),
}

REGISTRY = {
    "registry:who": row(EVERY_PERSON),
    "registry:find": row(EVERY_PERSON),
    "registry:contact": row(EVERY_PERSON, "bup"),
    **{
        f"registry:{name}": row(ADMINISTRATOR)
        for name in (
            *("units", "table", "new", "import", "import_write"),
            *("principals", "new_principal", "areas", "new_area", "kinds", "new_kind"),
        )
    },
    **{f"registry:{name}": row(ADMINISTRATOR, "bup") for name in ("unit", "edit", "end", "merge")},
    "registry:merge_into": row(ADMINISTRATOR, "bup", "social"),
    "registry:edit_principal": row(ADMINISTRATOR, "region"),
    "registry:edit_area": row(ADMINISTRATOR, "area"),
    "registry:end_area": row(ADMINISTRATOR, "area"),
    "registry:edit_kind": row(ADMINISTRATOR, "kind"),
    "agreements:list": row(ADMINISTRATOR),
    "agreements:new": row(ADMINISTRATOR),
    **{
        f"agreements:{name}": row(ADMINISTRATOR, "agreement")
        for name in (
            *("edit", "points", "new_point"),
            *("reminders", "add_rule", "add_pause", "remove_reminder"),
        )
    },
    "agreements:point": [
        *row(ADMINISTRATOR, "agreement", "point"),
        *row(NOBODY, "agreement", "unknown"),
    ],
}

ON_OWN_PART = [*row(RECEIVING, "theirs"), *row(NOBODY, "foreign"), *row(NOBODY, "no_number")]
ON_OWN_CASE = [*row(REPORTING, "theirs"), *row("cecilia", "foreign"), *row(NOBODY, "no_number")]
AS_PARTY = [
    *row(REPORTING | RECEIVING, "theirs"),
    *row("cecilia", "foreign"),
    *row(NOBODY, "no_number"),
]
READING = [
    *row(REPORTING | RECEIVING | {"elof"}, "theirs"),
    *row("cecilia", "foreign"),
    *row(NOBODY, "no_number"),
]
COPIES = [*row("doris", "theirs"), *row("doris", "foreign"), *row(NOBODY, "no_number")]
DRAFT = row("astrid manager", "draft")

DEVIATIONS = {
    "todo:start": row(EVERY_PERSON),
    "deviations:new": row(WRITERS),
    "deviations:find_units": row(PARTY | {"guest"}),
    "deviations:token": row(PARTY | {"guest"}),
    "deviations:edit_draft": DRAFT,
    "deviations:autosave": DRAFT,
    "deviations:recipients": DRAFT,
    "deviations:review": DRAFT,
    "deviations:guard": DRAFT,
    "deviations:send": DRAFT,
    # A second press of the button finds no draft and leads back like the first: nothing is told.
    "deviations:discard": row("astrid manager", "draft", post=WRITERS),
    "deviations:show": [
        *row(REPORTING | RECEIVING | people("elof doris frej"), "theirs"),
        *row("cecilia doris", "foreign"),
        *row(NOBODY, "no_number"),
    ],
    "deviations:acknowledge": ON_OWN_PART,
    "deviations:investigate": ON_OWN_PART,
    "deviations:answer": ON_OWN_PART,
    "deviations:amend": ON_OWN_PART,
    "deviations:keep_answer": ON_OWN_PART,
    "deviations:discard_answer": ON_OWN_PART,
    "deviations:decline": ON_OWN_PART,
    "deviations:redirect": [
        *row("bo", "theirs", "bos_part"),
        *row(NOBODY, "foreign", "foreign_part"),
        *row(NOBODY, "theirs", "foreign_part"),
    ],
    "deviations:judge": [
        *row(REPORTING, "theirs", "bos_part"),
        *row("cecilia", "foreign", "foreign_part"),
        *row(NOBODY, "theirs", "foreign_part"),
    ],
    "deviations:measure": [*row("bo", "theirs", "measure"), *row(NOBODY, "foreign", "measure")],
    "deviations:message": AS_PARTY,
    "deviations:correct": ON_OWN_CASE,
    "deviations:withdraw": ON_OWN_CASE,
    "deviations:close": ON_OWN_CASE,
    "deviations:reopen": AS_PARTY,
    "inbox:inbox": row(PARTY),
    "inbox:sent": row(PARTY),
    "inbox:drafts": row(WRITERS),
    "inbox:copies": row("doris"),
    "events:list": row("doris"),
    "events:show": row("doris", "theirs"),
    "events:link": row("doris", "theirs", data={"numbers": "foreign"}),
    "events:set_apart": row("doris", "theirs", data={"numbers": "foreign"}),
    "events:unlink": row("doris", "theirs"),
    "notice:start": row("doris"),
    "notice:behind": [*row("doris", "sticks_out"), *row(NOBODY, "unknown")],
    "notice:chart": [*row("doris", "sticks_out"), *row(NOBODY, "unknown")],
    "notice:png": [*row("doris", "sticks_out"), *row(NOBODY, "unknown")],
    "notice:see": row("doris", "sticks_out", data={"note": "theirs"}),
    "paper:register": row("doris"),
    # What was written in the system is nobody's transcription; what was, test_paper_correcting.py asks.
    "paper:correct": [*row(NOBODY, "theirs"), *row(NOBODY, "foreign")],
    "waiting:list": row(PARTY | people("doris hedda")),
    "waiting:csv": row(PARTY | people("doris hedda")),
    "unit:show": row(PARTY),
    # Who writes nothing has nothing to state; Elof's and the others' refusal is a 404 too.
    "unit:state_nothing": row(WRITERS, "period"),
    "unit:withdraw_nothing": row(WRITERS, "period"),
    "unit:coverage": row("doris gudmund elof hedda"),
    "unit:coverage_table": row("doris gudmund elof hedda"),
    "unit:units": row("doris gudmund elof hedda"),
    "unit:units_table": row("doris gudmund elof hedda", "csv"),
    "unit:answers": row(PARTY | {"doris", "hedda", "ivar"}),
    "unit:answers_table": row(PARTY | {"doris", "hedda", "ivar"}),
}

FILES = {
    "files:attach": AS_PARTY,
    "files:download": [
        *row(REPORTING | RECEIVING | {"elof"}, "theirs", "attachment"),
        *row(NOBODY, "foreign", "attachment"),
    ],
    **{f"files:case_{form}": READING for form in ("pdf", "json", "csv")},
    **{f"files:copy_{form}": COPIES for form in ("pdf", "json", "csv")},
    **{
        f"files:{part}_{form}": row(PARTY) for part in ("inbox", "sent") for form in ("csv", "xlsx")
    },
    **{f"files:copies_{form}": row("doris") for form in ("csv", "xlsx")},
}

READS_STATISTICS = PARTY | people("doris hedda ivar")
SERIES = {
    **{
        f"series:{name}": row(READS_STATISTICS)
        for name in ("show", "download", "chart", "svg", "png")
    },
    **{
        f"series:{name}": row("doris") for name in ("published", "new_value", "breaks", "new_break")
    },
    "series:value": [*row("doris", "published_value"), *row(NOBODY, "unknown")],
    "series:break": [*row("doris", "series_break"), *row(NOBODY, "unknown")],
    "series:remove_break": [*row("doris", "series_break"), *row(NOBODY, "unknown")],
}
REPORTS = {
    "reports:list": row("doris"),
    "reports:start": row("doris", data={"year": "report_year"}),
    "reports:token": row("doris"),
    "reports:preview_part": row("doris"),
    **{
        f"reports:{name}": [*row("doris", "report_year"), *row(NOBODY, "first_list")]
        for name in ("show", "read")
    },
    **{
        f"reports:{name}": [
            *row("doris", "report_year", "chapter", data={"key": "received.total"}),
            *row(NOBODY, "report_year", "letters"),
            *row(NOBODY, "first_list", "chapter"),
        ]
        for name in ("chapter", "prose", "autosave", "preview", "accept")
    },
    # No quote of this key: 404 for everybody; tests/web/test_report_editor.py places one.
    "reports:quote": row(NOBODY, "report_year", "chapter"),
    **{
        f"reports:{name}": [
            *row("doris", "report_year", "sentence"),
            *row(NOBODY, "report_year", "unknown"),
        ]
        for name in ("renew", "rewrite", "remove", "put_back", "move")
    },
    "reports:step": [
        *row("doris", "report_year", "hand_in"),
        *row(NOBODY, "report_year", "letters"),
        *row(NOBODY, "first_list", "hand_in"),
    ],
    "reports:difference": [
        *row("doris", "report_year", "first_edition"),
        *row(NOBODY, "report_year", "unknown"),
    ],
}
STATISTICS = {
    "disclosure:show": row("doris"),
    "local_reports:show": row(READS_STATISTICS),
    "local_reports:make": row(READS_STATISTICS),
    # Nothing asked for: 404 for everybody; tests/web/test_local_reports.py asks.
    "local_reports:download": row(NOBODY, "workbook"),
    **{
        f"statistics:{name}": row(READS_STATISTICS)
        for name in ("start", "narrow", "chart", "svg", "png", "download", "xlsx")
    },
}

PUSH = {
    "push:webhooks": row(ADMINISTRATOR),
    "push:new_webhook": row(ADMINISTRATOR),
    **{
        f"push:{name}": [*row(ADMINISTRATOR, "webhook"), *row(NOBODY, "unknown")]
        for name in (
            *("webhook", "edit_webhook", "rotate_secret"),
            *("switch_off", "switch_on", "test_webhook"),
        )
    },
    "push:send_again": [*row(ADMINISTRATOR, "delivery"), *row(NOBODY, "no_event")],
    "push:feed": row(PARTY),
    "push:open_feed": row(PARTY),
    # Whoever has no address of the kind meets 404; astrid's is never named, so nobody takes another's.
    "push:close_feed": row("astrid"),
    "push:calendar": row(EVERYBODY, "calendar_token"),
}

LETTERS = {
    "letters:backlog": row(ADMINISTRATOR),
    "letters:send_all_again": row(ADMINISTRATOR),
    **{f"letters:{name}": row(ADMINISTRATOR, "unknown") for name in ("send_again", "put_aside")},
    "letters:mailboxes": row(ADMINISTRATOR),
    "letters:mailbox_works": row(ADMINISTRATOR, "unknown"),
    # Closed unless a provider is set (tests/web/test_letters_provider.py); own keys, no viewer.
    "letters:provider": row(EVERYBODY, own_way=True),
    # 404 outside the demo (tests/web/test_letters_demo.py).
    "letters:demo_mailbox": row(EVERYBODY, own_way=True),
    "letters:demo_letter": row(EVERYBODY, "unknown", own_way=True),
    "letters:demo_html": row(EVERYBODY, "unknown", own_way=True),
}

MAILBOX = {
    "mailbox:open": [*row(EVERYBODY, "mailed_link"), *row(EVERY_PERSON, "bups_link")],
    "mailbox:code": [*row(EVERYBODY, "mailed_link"), *row(EVERY_PERSON, "bups_link")],
    "mailbox:close": row(EVERYBODY),
    "mailbox:left": row(EVERYBODY),
    "mailbox:links": row("elof"),
    "mailbox:revoke": [*row(ADMINISTRATOR, "bup"), *row("gudmund elof", "social")],
}
MAILED = {
    "deviations:show": row(REPORTING | people("elof doris frej guest"), "mailed"),
    **{
        f"deviations:{step}": row("guest", "mailed")
        for step in (
            *("acknowledge", "investigate", "decline"),
            *("answer", "amend", "keep_answer", "discard_answer"),
        )
    },
    "deviations:redirect": row("guest", "mailed", "mailed_part"),
    "deviations:measure": row("guest", "mailed", "mailed_measure"),
    "deviations:message": row(REPORTING | {"guest"}, "mailed"),
    "deviations:judge": row(REPORTING, "mailed", "mailed_part"),
    **{
        f"deviations:{step}": row(REPORTING, "mailed")
        for step in ("correct", "withdraw", "close", "reopen")
    },
    "files:attach": row(REPORTING, "mailed"),
    "files:download": row(REPORTING | {"elof", "guest"}, "mailed", "mailed_file"),
    **{
        f"files:case_{form}": row(REPORTING | {"elof", "guest"}, "mailed")
        for form in ("pdf", "json", "csv")
    },
    **{f"files:copy_{form}": row("doris", "mailed") for form in ("pdf", "json", "csv")},
}
"""The guest's own deviation; to everything in the rows above the guest is a stranger."""


TABLE = {
    **PUBLIC,
    **SURVEYS,
    **GROUPS,
    **FOLLOWUPS,
    **PLANS,
    **LIFTS,
    **GUARDING,
    **REPORT_FILES,
    **PUBLISHED,
    **LOG_IN,
    **ACCOUNT,
    **AUDIT,
    **CODING,
    **QUOTES,
    **JOBS,
    **REGISTRY,
    **DEVIATIONS,
    **FILES,
    **STATISTICS,
    **SERIES,
    **REPORTS,
    **LETTERS,
    **PUSH,
}
TABLE |= MAILBOX
for name, rows in MAILED.items():
    TABLE[name] = [*TABLE[name], *rows]
