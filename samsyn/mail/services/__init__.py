"""What can be done with letters: posted by a step, sent by the worker, settled by an administrator."""

from samsyn.mail.services.forgetting import delete_old, forget_secrets
from samsyn.mail.services.mailboxes import bounced, delivered, mailbox_works
from samsyn.mail.services.posting import post_letter, post_notice
from samsyn.mail.services.sending import send_waiting
from samsyn.mail.services.settling import put_aside, send_again, send_all_again

__all__ = [
    "bounced",
    "delete_old",
    "delivered",
    "forget_secrets",
    "mailbox_works",
    "post_letter",
    "post_notice",
    "put_aside",
    "send_again",
    "send_all_again",
    "send_waiting",
]
