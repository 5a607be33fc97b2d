"""Document numbers in running text: of Chinese documents, of standards, dockets, European acts and patents; pure.

``find_all`` reads a text, ``whole`` and ``of_line`` a line that holds a number and nothing else, ``own_of_title``
what a title says of its own document. What stands in running text is another document's.
"""

from .finding import find_all
from .number import SERIAL, SPOKEN_OF, Family, Number
from .patents import check_digit
from .places import is_imprint, labelled, of_line, own_of_title, whole

__all__ = [
    "SERIAL",
    "SPOKEN_OF",
    "Family",
    "Number",
    "check_digit",
    "find_all",
    "is_imprint",
    "labelled",
    "of_line",
    "own_of_title",
    "whole",
]
