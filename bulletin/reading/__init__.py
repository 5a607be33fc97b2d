"""Pure recognisers for Chinese bulletins and notices, and the document reader made of them; imports no Django."""

from .document import Reading, read
from .findings import COMPUTED, HOME, QUOTED, Caution, Evidence, Leftover
from .vocabulary import DEFAULT, Vocabulary

__all__ = ["COMPUTED", "DEFAULT", "HOME", "QUOTED", "Caution", "Evidence", "Leftover", "Reading", "Vocabulary", "read"]
