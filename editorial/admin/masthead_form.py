"""The form of a masthead: its design by picture, its colour with a swatch, its logo, looked at when it arrives."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bulletin import store
from bulletin.models import Masthead
from bulletin.models.register import validate_accent
from bulletin.refusal import Refused
from bulletin.rendering import assets
from editorial.admin.kept import RefusingForm
from editorial.drafting import logos

DESCRIPTIONS = {
    Masthead.Design.CLASSIC: _("Texts over the whole measure, every part on a page of its own; for long documents."),
    Masthead.Design.DIGEST: _("Texts in two narrow columns, closer set; for many short entries."),
}
LOGO_HELP = _("PNG or JPEG in RGB, at most 1 MiB and 4000 pixels; printed above the name, at most 14 mm high.")


class DesignSelect(forms.RadioSelect):
    """Every design with a small picture and a sentence."""

    option_template_name = "editorial/design_option.html"

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return option | {"description": DESCRIPTIONS.get(value, ""), "picture": f"editorial/designs/{value}.svg"}


class ColourInput(forms.TextInput):
    """Six digits as text, which the script of the page puts a swatch beside."""

    def __init__(self) -> None:
        super().__init__({"class": "colour", "placeholder": "#1f3a5f", "size": 9, "spellcheck": "false", "dir": "ltr"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return str(super().value_from_datadict(data, files, name) or "").strip().lower()


class LogoField(forms.FileField):
    """The bytes of a logo that can be printed, or None."""

    widget = forms.FileInput

    def __init__(self) -> None:
        super().__init__(required=False, label=_("New logo"), help_text=LOGO_HELP)
        self.widget.attrs["accept"] = "image/png,image/jpeg"

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        content: bytes = upload.read(logos.LARGEST + 1)
        try:
            logos.check(content)
        except Refused as refused:
            raise forms.ValidationError([str(reason) for reason in refused.reasons]) from refused
        return content


def removal() -> forms.BooleanField:
    return forms.BooleanField(required=False, label=_("Remove the logo"))


def put_logo(masthead: Masthead, values: Mapping[str, Any]) -> None:
    """Give a masthead the logo that its form says; a new one is among the drafts before it is named."""
    if values["logo"] is not None:
        masthead.logo_digest = logos.keep(values["logo"])
    elif values["remove_logo"]:
        masthead.logo_digest = ""


class MastheadForm(RefusingForm):
    logo = LogoField()
    remove_logo = removal()

    class Meta:
        model = Masthead
        fields = "__all__"
        widgets = {"design": DesignSelect, "accent": ColourInput()}


class LooksForm(forms.Form):
    """What of the same form decides how an issue looks."""

    design = forms.ChoiceField(choices=Masthead.Design.choices, label=_("design"))
    accent = forms.CharField(required=False, validators=[validate_accent], widget=ColourInput)
    logo = LogoField()
    remove_logo = removal()

    def applied(self, masthead: Masthead) -> Masthead:
        """The masthead as it would look; the row stays as it is."""
        values = self.cleaned_data
        masthead.design, masthead.accent = values["design"], values["accent"]
        put_logo(masthead, values)
        return masthead


def picture(masthead: Masthead) -> SafeString:
    """The logo, as the page of its masthead shows it; what is missing is said."""
    try:
        content = store.drafts().get(masthead.logo_digest)
    except store.StoreError:
        return format_html("{}", _("The logo cannot be read from the drafts store. Choose it again."))
    source = f"data:{assets.image_type(content)};base64,{base64.b64encode(content).decode()}"
    return format_html('<img class="logo-shown" alt="{}" src="{}">', masthead.title, source)
