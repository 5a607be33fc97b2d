"""The looks of the mail page, to be written into every element, and the elements that bear them; one accent."""

from __future__ import annotations

import html
from dataclasses import dataclass

from bulletin import colours

ACCENT = "#1f3a5f"
INK, QUIET, RULE, TINT = "#222222", "#5f6368", "#d9dce0", "#f6f7f8"
_FONT = "font-family:-apple-system,BlinkMacSystemFont,'PingFang SC','Microsoft YaHei',sans-serif"
_TEXT = f"font-size:16px;line-height:1.8;color:{INK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """A style attribute for everything on the page."""

    page: str
    sheet: str
    title: str
    number: str
    quiet: str
    box: str
    box_title: str
    box_line: str
    part: str
    section: str
    entry: str
    subheading: str
    plain: str
    paragraph: str
    quote: str
    signature: str
    link: str
    list: str
    item: str
    table: str
    cell: str
    head_cell: str
    picture: str
    caption: str

    @classmethod
    def of(cls, accent: str | None) -> Looks:
        color = accent if accent and colours.is_fit_for_titles(accent) else ACCENT
        cell = f"border:1px solid {RULE};padding:6px 8px;vertical-align:top;text-align:left"
        return cls(
            page=f"margin:0;padding:0;background-color:#ffffff;{_FONT}",
            sheet=f"max-width:677px;margin:0 auto;padding:24px 16px;{_TEXT};overflow-wrap:anywhere",
            title=f"margin:0 0 4px;font-size:26px;line-height:1.35;font-weight:700;color:{color}",
            number=f"margin:0 0 12px;font-size:18px;line-height:1.5;color:{color}",
            quiet=f"margin:0 0 2px;font-size:14px;line-height:1.7;color:{QUIET}",
            box=f"margin:16px 0;padding:12px 16px;background-color:{TINT};border-left:3px solid {color}",
            box_title=f"margin:0 0 6px;font-size:15px;line-height:1.6;font-weight:700;color:{color}",
            box_line=f"margin:0 0 4px;padding-left:14px;text-indent:-14px;font-size:15px;line-height:1.7;color:{INK}",
            part=f"margin:40px 0 8px;padding-bottom:8px;border-bottom:2px solid {color};font-size:21px;line-height:1.4;"
            f"font-weight:700;color:{color}",
            section=f"margin:32px 0 8px;font-size:18px;line-height:1.4;font-weight:700;color:{color}",
            entry=f"margin:28px 0 8px;font-size:17px;line-height:1.5;font-weight:700;color:{INK}",
            subheading=f"margin:20px 0 8px;font-size:16px;line-height:1.6;font-weight:700;color:{INK}",
            plain=f"margin:0 0 8px;{_TEXT}",
            paragraph=f"margin:0 0 12px;{_TEXT}",
            quote=f"margin:0 0 12px;padding-left:14px;border-left:3px solid {RULE};font-size:15px;line-height:1.8;"
            f"color:{QUIET}",
            signature=f"margin:0;{_TEXT};text-align:right",
            link=f"color:{color};text-decoration:underline",
            list=f"margin:0 0 12px;padding-left:28px;{_TEXT}",
            item="margin:0 0 4px",
            table=f"width:100%;margin:0 0 16px;border-collapse:collapse;font-size:14px;line-height:1.6;color:{INK}",
            cell=cell,
            head_cell=f"{cell};font-weight:700;background-color:{TINT}",
            picture="display:block;max-width:100%;height:auto;margin:16px auto 8px",
            caption=f"margin:0 0 16px;font-size:14px;line-height:1.6;color:{QUIET};text-align:center",
        )


def block(text: str, look: str) -> str:
    return f'<p style="{look}">{html.escape(text)}</p>\n'


def heading(level: int, text: str, look: str) -> str:
    return f'<h{level} style="{look}">{html.escape(text)}</h{level}>\n'
