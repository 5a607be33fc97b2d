"""Further forms of an issue, each a pure function of its snapshot: for Word, for mail, for a chat, and as Markdown.

None of them is part of the record: they are made when somebody asks, and the same snapshot gives the same bytes.
"""
