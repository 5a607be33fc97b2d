"""What a colour such as #1f3a5f is to a reader: how it stands out from white paper, and whether it is a red."""

from __future__ import annotations

import colorsys
import re

# Of a full turn of hues, and of full colour.
REDDISH, GREYISH = 20 / 360, 0.3
# The least contrast of text and paper (WCAG 2.2, 1.4.3).
READABLE = 4.5
# How much white there is in a colour of titles on a dark page.
WHITENED = 0.6


def is_fit_for_titles(text: str) -> bool:
    """Whether a text is a colour in which the titles of an issue may stand: one that can be read, and no red."""
    return is_colour(text) and is_readable(text) and not is_red(text)


def is_colour(text: str) -> bool:
    """Whether a text is a colour as it is kept here: # and six hexadecimal digits in small letters."""
    return re.fullmatch("#[0-9a-f]{6}", text) is not None


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of WCAG 2.2 between a colour and white, from 1 to 21."""
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in _shares(colour)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def is_readable(colour: str) -> bool:
    return contrast_with_white(colour) >= READABLE


def is_red(colour: str) -> bool:
    """Of the hues within 20 degrees of pure red, and with more colour than grey in it.

    A red head says that a document is official (GB/T 9704—2012, 7.2.4), which a bulletin is not.
    """
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_shares(colour))
    return saturation > GREYISH and not REDDISH < hue < 1 - REDDISH


def on_dark(colour: str) -> str:
    """A colour that is read on white, mixed with so much white that it is read on the dark of night."""
    return "#" + "".join(f"{round(255 * (each + (1 - each) * WHITENED)):02x}" for each in _shares(colour))


def _shares(colour: str) -> list[float]:
    return [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
