"""Change who can log in, and what they are, where. Every change is in the log."""

from samsyn.accounts.services.granting import end_role, grant_role, leave_role
from samsyn.accounts.services.inactive import clear_entries, close_inactive
from samsyn.accounts.services.inviting import (
    accept_as,
    accept_with_new_account,
    invitation_that_holds,
    invite,
    send_again,
    withdraw,
)
from samsyn.accounts.services.joining import (
    approve_joining,
    ask_to_join,
    ask_to_join_as,
    confirm_joining,
    decline_joining,
    request_to_confirm,
)
from samsyn.accounts.services.keeping import (
    activate,
    close_own_account,
    create_user,
    deactivate,
    remove_second_step,
)
from samsyn.accounts.services.own import (
    change_language,
    change_own_details,
    choose_letters,
    log_out_everywhere,
    set_hide_name,
)
from samsyn.accounts.services.refusals import (
    AddressTaken,
    AlreadyDecided,
    AskedTooOften,
    GrantRefused,
    JustSent,
    LinkOver,
    ManagerMissing,
)
from samsyn.accounts.services.resealing import reseal_second_steps
from samsyn.accounts.services.signing_in import sign_in_failed, signed_in
from samsyn.accounts.services.summarising import forget_summaries, summarised

__all__ = [
    "AddressTaken",
    "AlreadyDecided",
    "AskedTooOften",
    "GrantRefused",
    "JustSent",
    "LinkOver",
    "ManagerMissing",
    "accept_as",
    "accept_with_new_account",
    "activate",
    "approve_joining",
    "ask_to_join",
    "ask_to_join_as",
    "change_language",
    "change_own_details",
    "choose_letters",
    "clear_entries",
    "close_inactive",
    "close_own_account",
    "confirm_joining",
    "create_user",
    "deactivate",
    "decline_joining",
    "end_role",
    "forget_summaries",
    "grant_role",
    "invitation_that_holds",
    "invite",
    "leave_role",
    "log_out_everywhere",
    "remove_second_step",
    "request_to_confirm",
    "reseal_second_steps",
    "send_again",
    "set_hide_name",
    "sign_in_failed",
    "signed_in",
    "summarised",
    "withdraw",
]
