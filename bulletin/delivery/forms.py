"""The one form of the subscription: an address that can stand in a header without being changed."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A dot-atom (RFC 5321, 4.1.2) and a host name as DNS has it; quoted local parts may hold control characters.
_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,190}")


def is_plain(address: str) -> bool:
    """Whether an address is one recipient and nothing else."""
    return bool(_PLAIN.fullmatch(address))


def with_plain_host(address: str) -> str:
    """The address with an international host name in its ASCII form (RFC 3490)."""
    local, _at, host = address.rpartition("@")
    try:
        return f"{local}@{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address


class SubscribeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "size": 30}),
    )

    def clean_email(self) -> str:
        address = with_plain_host(self.cleaned_data["email"])
        if not is_plain(address):
            raise ValidationError(_("Please give a plain e-mail address."), code="invalid")
        return address
