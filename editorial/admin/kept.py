"""Rows that are kept through functions of the desk: what the function refuses, the form says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from editorial.admin.base import DeskAdmin, person


class RefusingForm(forms.ModelForm[Any]):
    """Asks, when all fields are right by themselves, whether the row may be kept like this."""

    refusals: ClassVar[Callable[[Model], list[object]]]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            for reason in type(self).refusals(self.instance):
                self.add_error(None, str(reason))


@dataclass(frozen=True)
class Keeping:
    """What the desk does with rows of one kind, both with ``by=``: say why one may not be kept as it is; store it."""

    refusals: Callable[..., list[object]]
    store: Callable[..., object]


class KeptAdmin(DeskAdmin):
    """A form whose saving is one call."""

    form = RefusingForm
    keeping: ClassVar[Keeping]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusals": lambda row: self.keeping.refusals(row, by=person(request))})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.keeping.store(obj, by=person(request))
