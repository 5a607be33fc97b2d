"""Reads message catalogues (.po) as they stand in the repository and in libraries."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
MESSAGES = LOCALE / "zh_Hans/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%s")
_FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr)(?:\[0\])? ((?:".*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True)
class Message:
    """One entry; ``translation`` is empty where there is none."""

    context: str
    singular: str
    plural: str
    translation: str
    fuzzy: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.singular


def read(path: Path) -> list[Message]:
    """The messages in order, without the header and without those kept as obsolete."""
    blocks = re.split(r"\n{2,}", path.read_text(encoding="utf-8"))
    return [message for message in map(_message, blocks) if message.singular]


def own() -> list[Message]:
    return read(MESSAGES)


def phrases() -> set[str]:
    """The stretches of more than three English words between the placeholders of our messages."""
    texts = [text for each in own() for text in (each.singular, each.plural)]
    parts = [part.strip() for text in texts for part in PLACEHOLDER.split(text)]
    return {part for part in parts if len(part.split()) > 3 and "\n" not in part}


def _message(block: str) -> Message:
    lines = [line for line in block.splitlines() if not line.startswith("#")]
    fields = {name: "".join(map(ast.literal_eval, text.split("\n"))) for name, text in _fields("\n".join(lines))}
    return Message(
        context=fields.get("msgctxt", ""),
        singular=fields.get("msgid", ""),
        plural=fields.get("msgid_plural", ""),
        translation=fields.get("msgstr", ""),
        fuzzy="#, fuzzy" in block,
    )


def _fields(block: str) -> list[tuple[str, str]]:
    return [(name, text.strip()) for name, text in _FIELD.findall(block + "\n")]
