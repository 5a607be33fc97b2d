"""A tree of dataclasses as JSON, and back with every shape checked; it knows no particular tree."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

Kind = TypeVar("Kind")


class SnapshotError(ValueError):
    """The JSON is no snapshot of a schema that this version reads."""


def build(kind: type[Kind], data: Any) -> Kind:
    """One dataclass of the tree from its JSON object; unknown keys are ignored, ``null`` is absent.

    Raises SnapshotError for a value of the wrong shape.
    """
    if not isinstance(data, Mapping):
        raise SnapshotError(f"{kind.__name__} is not an object")
    hints = _hints(typing.cast(Hashable, kind))
    present = {key: each for key, each in data.items() if key in hints and each is not None}
    try:
        return kind(**{key: _value(hints[key], each) for key, each in present.items()})
    except TypeError as error:
        raise SnapshotError(str(error)) from error


@functools.cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    if typing.get_origin(hint) is types.UnionType:
        kinds = typing.get_args(hint)
        return value if str in kinds and isinstance(value, str) else _value(kinds[0], value)
    if typing.get_origin(hint) is tuple:
        return _values(typing.get_args(hint)[0], value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value)
    if not isinstance(value, hint) or isinstance(value, bool) is not (hint is bool):
        raise SnapshotError(f"{value!r} is not {hint.__name__}")
    return value


def _values(hint: Any, values: Any) -> tuple[Any, ...]:
    if not isinstance(values, list):
        raise SnapshotError(f"{values!r} is not a list")
    return tuple(_value(hint, each) for each in values)


def to_json(value: Any) -> Any:
    """The whole tree as JSON values, absent ones as ``null`` and ``[]`` (what commands print)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: to_json(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_json(each) for each in value]
    return value


def canonical(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and without ``null`` and empty lists, so that a new key changes no old digest."""
    text = json.dumps(_present(to_json(value)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        present = {key: _present(each) for key, each in value.items()}
        return {key: each for key, each in present.items() if each is not None and each != []}
    if isinstance(value, list):
        return [_present(each) for each in value]
    return value
