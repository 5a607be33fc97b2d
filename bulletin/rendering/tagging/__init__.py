"""Tags a PDF by the HTML that it was made from: one structure element for each element, however often it is broken.

WeasyPrint tags the boxes of each page by themselves: a paragraph over two pages becomes two, a table's repeated head is
read again on every page, running heads are no artifacts, and languages are lost. This takes the place of its tagger.
"""

from __future__ import annotations

from bulletin.rendering.tagging.hooks import install as install
from bulletin.rendering.tagging.hooks import version as version
