"""An issue that was taken back answers 410 with the reason; what never was public answers 404 and nothing else."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from bulletin.archive import pages, printed, public
from bulletin.models import Withdrawal


def explained(view: pages.View) -> pages.View:
    """For views of an issue by ``code`` and ``number``: looks for a withdrawal before the 404 goes out."""

    @functools.wraps(view)
    def looked_up(request: HttpRequest, code: str, number: int, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, code, number, **kwargs)
        except Http404:
            return _gone(request, code, number)

    return looked_up


def _gone(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    try:
        withdrawal = public.withdrawal(code, number)
    except Withdrawal.DoesNotExist as missing:
        raise Http404 from missing
    edition = withdrawal.edition
    context = {"masthead": edition.masthead, "number": printed.number_of(edition), "withdrawal": withdrawal}
    return pages.page(request, "withdrawn", context, status=410)
