"""The controls that forms of the desk share: days, hours and lines; no form and no page."""

from __future__ import annotations

from typing import Any

from django import forms

MINUTES = "%Y-%m-%dT%H:%M"


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MinuteInput(forms.DateTimeInput):
    """The browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format=MINUTES)


class LinesField(forms.CharField):
    """A list as lines."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def day_field(**kwargs: Any) -> forms.DateField:
    return forms.DateField(**{"required": False, **kwargs, "widget": DayInput, "input_formats": ["%Y-%m-%d"]})
