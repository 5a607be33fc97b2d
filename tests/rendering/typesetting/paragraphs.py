"""Long paragraphs made by chance, of everything that a notice holds; the same seed gives the same ones."""

from __future__ import annotations

import random
import re
from html import escape

HAN = (
    "国家药品监督管理局为进一步规范化学注射剂灭菌工艺研究及验证指导原则审评中心组织制定了技术要求并予以公"
    "布自发布之日起施行各有关单位应当结合实际认真执行企业申请人"
)
LATIN = ("XML", "ICH", "CDE", "Regulations", "for", "Implementation", "pH", "Q", "GMP", "eCTD", "A", "bioequivalence")
NUMBERS = ("2020", "53", "1", "20%", "3.5", "1,024", "37℃", "¥20", "2021", "0.9%", "7")
ADDRESS = "https://www.example.org/notices/2021/01/index_4.html?kind=notice&page=2"
MARKS = "，。；：、！？"


def words(rng: random.Random, least: int = 2, most: int = 14) -> str:
    return "".join(rng.choice(HAN) for _ in range(rng.randint(least, most)))


def plain_piece(rng: random.Random) -> str:
    """A few characters without tags."""
    space = rng.choice(("", " "))
    return rng.choice(
        (
            f"{words(rng)}{space}{rng.choice(NUMBERS)}{space}{words(rng, 1, 3)}",
            f"{words(rng)}{space}{rng.choice(NUMBERS)}{space}{words(rng, 1, 3)}",
            f"{words(rng)}{space}{rng.choice(LATIN)}{space}{words(rng, 1, 3)}",
            f"“{words(rng)}”{rng.choice(('', '（试行）'))}",
            f"《{words(rng)}》（{words(rng, 2, 4)}）",
            f"{words(rng)}——{words(rng)}",
            f"{words(rng)}……",
            f"{words(rng)}·{words(rng, 1, 3)}～{words(rng, 1, 3)}",
            f"{words(rng)}（“{words(rng, 1, 4)}”、《{words(rng, 1, 4)}》）",
        )
    )


def piece(rng: random.Random) -> str:
    inner = plain_piece(rng)
    tagged = (
        f"<strong>{inner}</strong>",
        f"<em>{rng.choice(NUMBERS)}</em>",
        f'<a href="{escape(ADDRESS)}">{inner}</a>',
        f"网址{escape(ADDRESS)}" if rng.random() < 0.1 else inner,
        f"{words(rng)} m<sup>2</sup>",
    )
    return rng.choice((*[inner] * 9, *tagged, words(rng), words(rng)))


def paragraph(rng: random.Random, pieces: int = 40) -> str:
    body = "".join(piece(rng) + rng.choice((*MARKS, "", "")) for _ in range(pieces))
    return rng.choice(("", "“", "（")) + body + words(rng, 1, 3) + rng.choice(("。", "。”", "……"))


def paragraphs(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [paragraph(rng) for _ in range(count)]


def page(bodies: list[str], measure: int, style: str = "", language: str = "zh-Hans") -> str:
    """A page that is set in lines of so many characters of 14 pixels, each paragraph in one block."""
    sheet = f"""@page {{ size: {measure * 14 + 80}px 1100px; margin: 40px }}
        body {{ margin: 0; font: 14px/22px "Noto Serif CJK SC"; overflow-wrap: anywhere; orphans: 2; widows: 2 }}
        p {{ margin: 0; text-align: justify; text-indent: 2em }} sup {{ line-height: 0 }} {style}"""
    set_ = "".join(f"<p>{body}</p>" for body in bodies)
    return f'<!DOCTYPE html><html lang="{language}"><title>-</title><style>{sheet}</style><body>{set_}'


def typed(body: str) -> str:
    """The characters of a paragraph."""
    return re.sub("<[^>]*>", "", body).replace("&amp;", "&")
