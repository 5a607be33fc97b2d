"""Who may ask for what: every address of the site and the desk by name, with the verb that reading it and posting to it
need. The walk fails for an address that is not here."""

from __future__ import annotations

from enum import Enum

from editorial.roles import Verb


class Open(Enum):
    """Answers that no verb of the role table gives."""

    EVERYBODY = "everybody"
    DESK = "whoever holds a membership"
    OWN = "the one person whom the row belongs to"
    NOBODY = "nobody"
    NOT_OFFERED = "the method does not exist here"


Need = Verb | Open
DESK, EVERYBODY, NOT_OFFERED = Open.DESK, Open.EVERYBODY, Open.NOT_OFFERED

# name: (GET, POST)
TABLE: dict[str, tuple[Need, Need]] = {
    "archive:home": (EVERYBODY, NOT_OFFERED),
    "archive:masthead": (EVERYBODY, NOT_OFFERED),
    "archive:feed": (EVERYBODY, NOT_OFFERED),
    "archive:entries": (EVERYBODY, NOT_OFFERED),
    "archive:issue": (EVERYBODY, NOT_OFFERED),
    "archive:pdf": (EVERYBODY, NOT_OFFERED),
    "archive:html": (EVERYBODY, NOT_OFFERED),
    "archive:revision-pdf": (EVERYBODY, NOT_OFFERED),
    "archive:revision-html": (EVERYBODY, NOT_OFFERED),
    "archive:entry": (EVERYBODY, NOT_OFFERED),
    "archive:file": (EVERYBODY, NOT_OFFERED),
    "archive:language": (EVERYBODY, EVERYBODY),
    "delivery:subscribe": (EVERYBODY, EVERYBODY),
    "delivery:confirm": (EVERYBODY, EVERYBODY),
    "delivery:unsubscribe": (EVERYBODY, EVERYBODY),
    "desk:login": (EVERYBODY, EVERYBODY),
    "desk:logout": (NOT_OFFERED, DESK),
    "desk:index": (DESK, DESK),
    "desk:app_list": (DESK, DESK),
    "desk:password_change": (DESK, DESK),
    "desk:password_change_done": (DESK, NOT_OFFERED),
    "desk:jsi18n": (DESK, NOT_OFFERED),
    "desk:inbox": (DESK, NOT_OFFERED),
    "desk:inbox_read_all": (NOT_OFFERED, DESK),
    "desk:inbox_open": (Open.OWN, NOT_OFFERED),
    "desk:inbox_read": (NOT_OFFERED, Open.OWN),
    "desk:settings": (DESK, DESK),
    "desk:autocomplete": (Verb.VIEW, NOT_OFFERED),
    "desk:editorial_issue_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_issue_change": (Verb.VIEW, NOT_OFFERED),
    "desk:editorial_issue_open_next": (NOT_OFFERED, Verb.OPEN),
    "desk:editorial_issue_front": (Verb.ARRANGE, Verb.ARRANGE),
    "desk:editorial_issue_part": (Verb.ARRANGE, Verb.ARRANGE),
    "desk:editorial_issue_section": (Verb.ARRANGE, Verb.ARRANGE),
    "desk:editorial_issue_move": (NOT_OFFERED, Verb.ARRANGE),
    "desk:editorial_issue_hold_over": (NOT_OFFERED, Verb.ARRANGE),
    "desk:editorial_issue_submit": (NOT_OFFERED, Verb.SUBMIT),
    "desk:editorial_issue_recall": (NOT_OFFERED, Verb.RECALL),
    "desk:editorial_issue_return": (Verb.RETURN, Verb.RETURN),
    "desk:editorial_issue_sign": (NOT_OFFERED, Verb.SIGN),
    "desk:editorial_issue_release": (Verb.RELEASE, Verb.RELEASE),
    "desk:editorial_issue_preview_html": (Verb.PREVIEW, NOT_OFFERED),
    "desk:editorial_issue_preview_pdf": (Verb.PREVIEW, NOT_OFFERED),
    "desk:editorial_issue_presence": (NOT_OFFERED, Verb.VIEW),
    "desk:editorial_notice_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_notice_add": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_notice_change": (Verb.VIEW, Verb.EDIT),
    "desk:editorial_notice_autosave": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_notice_autosave_new": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_notice_revisions": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_notice_attachment": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_notice_export": (Verb.EXPORT, Verb.EXPORT),
    "desk:editorial_article_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_article_add": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_article_change": (Verb.VIEW, Verb.EDIT),
    "desk:editorial_article_autosave": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_article_autosave_new": (Verb.EDIT, Verb.EDIT),
    "desk:editorial_article_revisions": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_article_attachment": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_sourcedocument_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:editorial_sourcedocument_add": (Verb.IMPORT, Verb.IMPORT),
    "desk:editorial_sourcedocument_change": (Verb.VIEW, NOT_OFFERED),
    "desk:editorial_sourcedocument_accept": (NOT_OFFERED, Verb.IMPORT),
    "desk:editorial_plan_changelist": (Verb.MANAGE_REGISTER, Verb.MANAGE_REGISTER),
    "desk:editorial_plan_change": (Verb.MANAGE_REGISTER, Open.NOBODY),
    "desk:editorial_auditentry_export": (Verb.VIEW_AUDIT, Verb.VIEW_AUDIT),
    "desk:editorial_auditentry_changelist": (Verb.VIEW_AUDIT, Verb.VIEW_AUDIT),
    "desk:editorial_auditentry_change": (Verb.VIEW_AUDIT, Open.NOBODY),
    "desk:editorial_revision_changelist": (Verb.VIEW_AUDIT, Verb.VIEW_AUDIT),
    "desk:editorial_revision_change": (Verb.VIEW_AUDIT, Open.NOBODY),
    "desk:editorial_user_changelist": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_user_add": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_user_change": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_user_link": (NOT_OFFERED, Verb.MANAGE_USERS),
    "desk:editorial_user_password": (EVERYBODY, EVERYBODY),
    "desk:editorial_membership_changelist": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_membership_add": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_membership_change": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:editorial_membership_delete": (Verb.MANAGE_USERS, Verb.MANAGE_USERS),
    "desk:bulletin_masthead_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:bulletin_masthead_add": (Verb.MANAGE_REGISTER, Verb.MANAGE_REGISTER),
    "desk:bulletin_masthead_change": (Verb.VIEW, Verb.MANAGE_REGISTER),
    "desk:bulletin_authority_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:bulletin_authority_add": (Verb.MANAGE_REGISTER, Verb.MANAGE_REGISTER),
    "desk:bulletin_authority_change": (Verb.VIEW, Verb.MANAGE_REGISTER),
    "desk:bulletin_documenttype_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:bulletin_documenttype_add": (Verb.MANAGE_REGISTER, Verb.MANAGE_REGISTER),
    "desk:bulletin_documenttype_change": (Verb.VIEW, Verb.MANAGE_REGISTER),
    "desk:bulletin_workdayoverride_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:bulletin_workdayoverride_add": (Verb.MANAGE_REGISTER, Verb.MANAGE_REGISTER),
    "desk:bulletin_workdayoverride_change": (Verb.VIEW, Verb.MANAGE_REGISTER),
    "desk:bulletin_edition_changelist": (Verb.VIEW, Verb.VIEW),
    "desk:bulletin_edition_change": (Verb.VIEW, Open.NOBODY),
    "desk:bulletin_subscriber_changelist": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_add": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_change": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_strike": (NOT_OFFERED, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_import": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_process_import": (NOT_OFFERED, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_subscriber_export": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_dispatch_changelist": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_dispatch_change": (Verb.MANAGE_SUBSCRIBERS, Open.NOBODY),
    "desk:bulletin_delivery_changelist": (Verb.MANAGE_SUBSCRIBERS, Verb.MANAGE_SUBSCRIBERS),
    "desk:bulletin_delivery_change": (Verb.MANAGE_SUBSCRIBERS, Open.NOBODY),
}
