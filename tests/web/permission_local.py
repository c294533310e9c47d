"""Who may reach the pages of local work: groups, plans, lifted questions, surveys? (permission_table.py)"""

from tests.web.permission_rows import EVERYBODY, NOBODY, people, row

KEEPING = people("doris hedda")
READING_GROUP = KEEPING | {"elof"}
SURVEY_KEEPER = people("doris")
SURVEY_READERS = people("doris hedda ivar")

GROUPS = {
    "groups:list": row(READING_GROUP | {"ivar"}),
    "groups:history": row("doris"),
    "groups:new": row("doris"),
    "groups:edit": row("doris", "group"),
    "groups:show": [*row(READING_GROUP, "group"), *row("doris", "foreign_group")],
    "groups:deviations": row(KEEPING, "group"),
    "groups:members": [
        *row(READING_GROUP, "group", post=KEEPING),
        *row("doris", "foreign_group"),
    ],
    **{f"groups:{name}": row(READING_GROUP, "group") for name in ("meetings", "tasks", "cases")},
    **{
        f"groups:{name}": [*row(KEEPING, "group"), *row("doris", "foreign_group")]
        for name in ("plan", "new_task", "add_level")
    },
    "groups:lay_out": row(KEEPING, "group"),
    "groups:end_member": row(KEEPING, "group", "seat"),
    "groups:end_level": row(KEEPING, "group", "level"),
    "groups:end_task": row(KEEPING, "group", "task"),
    **{
        f"groups:{name}": row(KEEPING, "group", "case_time")
        for name in ("book", "withdraw_time", "cancel_booking", "outcome")
    },
    "groups:meeting": [*row(READING_GROUP, "meeting"), *row("doris", "foreign_meeting")],
    **{f"groups:{name}": row(READING_GROUP, "meeting") for name in ("calendar", "pack", "minutes")},
    **{
        f"groups:{name}": [*row(KEEPING, "meeting"), *row("doris", "foreign_meeting")]
        for name in ("change_meeting", "attendance", "absence", "finish")
    },
    **{
        f"groups:{name}": row(KEEPING, "meeting")
        for name in ("call", "cancel_meeting", "add_item", "reopen")
    },
    **{
        f"groups:{name}": row(KEEPING, "meeting", "agenda_item") for name in ("item", "remove_item")
    },
    "groups:withdraw": row(KEEPING, "meeting", "decision"),
}

SURVEYS = {
    "surveys:list": row(SURVEY_READERS),
    "surveys:show": [*row(SURVEY_READERS, "survey"), *row("doris", "survey_draft")],
    **{f"surveys:{name}": row(SURVEY_KEEPER) for name in ("new", "questionnaires")},
    "surveys:new_questionnaire": row(SURVEY_KEEPER),
    **{f"surveys:{name}": row(SURVEY_KEEPER, "survey") for name in ("edit", "preview")},
    "surveys:languages": row(SURVEY_KEEPER, "survey_by_link"),
    "surveys:step": row(SURVEY_KEEPER, "survey", "survey_copy"),
    "surveys:qr": row("doris hedda", "survey_by_link", "survey_link"),
    "surveys:answer": [*row("hedda", "survey", "survey_group"), *row(NOBODY, "survey", "unknown")],
    "surveys:results": [*row(SURVEY_READERS, "survey_closed"), *row("doris", "survey")],
    "surveys:results_of_group": [
        *row("doris hedda", "survey_closed", "survey_group"),
        *row(NOBODY, "survey_by_link", "survey_group"),
    ],
    "surveys:download": row(SURVEY_READERS, "survey_closed", "survey_form"),
    "surveys:download_of_group": [
        *row("doris hedda", "survey_closed", "survey_group", "survey_form"),
        *row(NOBODY, "survey_by_link", "survey_group", "survey_form"),
    ],
    "surveys:voices": row(SURVEY_READERS),
    "surveys:voices_of_group": row("doris hedda", "survey_group"),
    "surveys:spider": row(SURVEY_READERS),
    "surveys:spider_download": row(SURVEY_READERS, "spider_form"),
    "surveys:spider_of_group": row("doris hedda", "survey_group"),
    "surveys:spider_of_group_download": row("doris hedda", "survey_group", "spider_form"),
    "surveys:version": row(SURVEY_KEEPER, "survey_version"),
    "surveys:headings": row(SURVEY_KEEPER, "survey_questions"),
    "surveys:version_step": row(SURVEY_KEEPER, "survey_version", "survey_new_version"),
    "surveys:question": [
        *row(SURVEY_KEEPER, "survey_questions", "survey_question"),
        *row(NOBODY, "survey_version", "survey_question"),
    ],
    "surveys:thanks": row(EVERYBODY),
    "surveys:link": row(EVERYBODY, "survey_token"),
}

PLAN_READERS = people("hedda doris ivar")
PLANS = {
    "plans:list": row(PLAN_READERS),
    "plans:show": [
        *row(PLAN_READERS, "planning_group", "this_year"),
        *row(NOBODY, "unknown", "this_year"),
    ],
    "plans:start": row("hedda", "planning_group", "this_year"),
    "plans:new": row("hedda", "planning_group", "this_year"),
    "plans:file": row(PLAN_READERS, "planning_group", "this_year", "docx"),
    "plans:documents": row("hedda", "planning_group"),
    "plans:routine": row("hedda", "planning_group"),
    "plans:point": [*row(PLAN_READERS, "plan_point"), *row(NOBODY, "unknown")],
    "plans:edit": [*row("hedda", "plan_point"), *row(NOBODY, "unknown")],
    "plans:document": [*row(PLAN_READERS, "plan_document"), *row(NOBODY, "unknown")],
}

LIFT_PARTIES = people("astrid bo berit elof manager hedda")
IN_REGION = people("doris ivar")
LIFTS = {
    "lifts:list": row(LIFT_PARTIES | IN_REGION | {"cecilia"}),
    # A unit begins at a deviation: test_lift_pages.py.
    "lifts:new": row("hedda doris"),
    "lifts:show": [
        *row(LIFT_PARTIES, "lift_at_group"),
        *row(LIFT_PARTIES | IN_REGION, "lift_at_region"),
        *row(NOBODY, "unknown"),
    ],
    "lifts:further": [*row("hedda", "lift_at_group"), *row(NOBODY, "lift_at_region")],
    "lifts:back": [*row("hedda", "lift_at_group"), *row(IN_REGION, "lift_at_region")],
    "lifts:agenda": [*row(IN_REGION, "lift_at_region"), *row(NOBODY, "lift_at_group")],
    "lifts:decide": [*row("hedda", "lift_at_group"), *row(IN_REGION, "lift_at_region")],
    "lifts:withdraw": row("astrid manager", "lift_at_group"),
    "lifts:add": row("doris", "lift_at_region"),
    "lifts:measure": [*row(IN_REGION, "decided_lift"), *row(NOBODY, "lift_at_region")],
    "lifts:tell": row("doris", "decided_lift"),
}
