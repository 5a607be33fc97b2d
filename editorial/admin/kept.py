"""Rows that are kept through functions of the desk: what the function refuses, the form says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest

from editorial.admin.base import DeskAdmin, person
from editorial.models import User


class RefusingForm(forms.ModelForm[Any]):
    """Asks, when all fields are right by themselves, whether the row may be kept like this."""

    refusals: ClassVar[Callable[[Model], list[object]]]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            for reason in type(self).refusals(self.instance):
                self.add_error(None, str(reason))


class KeptAdmin(DeskAdmin):
    """A form whose saving is one call."""

    form = RefusingForm

    def refusals(self, row: Any, *, by: User) -> list[object]:
        raise NotImplementedError

    def keep(self, row: Any, *, by: User) -> None:
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusals": lambda row: self.refusals(row, by=person(request))})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        self.keep(obj, by=person(request))
