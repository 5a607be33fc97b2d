"""Marks words of libraries that the desk shows and whose Chinese is missing or stiff; nothing imports it to run.

``makemessages`` finds them here, so they stay in our catalogue, which Django asks before those of the libraries.
django-filter's words are not among them: the archive gives every label itself.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

FROM_DJANGO = (
    _("Select %s to change"),
    _("Select %s to view"),
    _("Add %s"),
    _("Change %s"),
    _("View %s"),
    _("Add %(name)s"),
    _(" By %(filter_title)s "),
    _("Filter"),
    _("Save and add another"),
    _("Save and continue editing"),
    _(":"),
    _("email address"),
    _("Designates whether this user should be treated as active. Unselect this instead of deleting accounts."),
    _("Please enter a correct %(username)s and password. Note that both fields may be case-sensitive."),
)
FROM_IMPORT_EXPORT = (
    _("Import"),
    _("%(exc_name)s encountered while trying to read file. Ensure you have chosen the correct format for the file."),
    _("No valid data to import. Ensure your file has the correct headers or data for import."),
    _("The following fields are declared in 'import_id_fields' but are not present in the file headers: %s"),
    _("Value could not be parsed."),
    _("Select all"),
    _("Resource"),
    _("Some rows failed to validate"),
    _("Please correct these errors in your data where possible, then reupload it using the form above."),
    _("Below is a preview of data to be imported. If you are satisfied with the results, click 'Confirm import'"),
    _("Non field specific"),
)
