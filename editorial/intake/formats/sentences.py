"""Every sentence with which a document is refused or a loss is told; the child names one, the parent translates it.

A refusal says what to do. Values stand in braces.
"""

from __future__ import annotations


def _(sentence: str) -> str:
    """Marks a sentence for the catalogue; the caller translates it."""
    return sentence


# Why a document is not read, and what to do instead.
EMPTY = _("The document is empty.")
TOO_LARGE = _("The document is larger than 10 MiB; take out its pictures or divide it.")
NO_TEXT = _("This is no text document; paste its text, or save it as .docx, .pdf or .txt.")
UNKNOWN_ENCODING = _("The text is in no encoding that is read here (UTF-8, UTF-16 with its mark, GB18030).")
NO_ENTRY = _("No entry was found in this text.")
UNCLEAR_KIND = _("It cannot be told what kind of file this is; open it where it was made and save it anew.")
OTHER_KIND = _("The name ends in “{ending}”, but the file is of another kind ({kind}); give it the right ending.")
OLD_OFFICE = _(
    "This is a file of an old office program; convert it with “soffice --headless --convert-to {ending} FILE”"
    " and upload the result."
)
PROTECTED_OFFICE = _("The document is protected by a password; remove the password and upload it again.")
RICH_TEXT_FORMAT = _(
    "RTF is not read; convert it with “soffice --headless --convert-to docx FILE” and upload the result."
)
OTHER_OFFICE = _("Files of this office program are not read; save it as .docx, .xlsx or .pdf and upload that.")
OFD = _("OFD is not read; save it as a PDF with text, or paste its text.")
PICTURE = _("This is a picture; recognise its text with an OCR program, or attach it to an entry.")
ARCHIVE = _("This is an archive; unpack it and upload the documents one by one.")
PROGRAM = _("This is a program; only documents are read.")
DAMAGED = _("The file is damaged or cut short; fetch or save it again.")
ENCRYPTED_MEMBERS = _("Parts of the file are encrypted; remove the password and upload it again.")
BAD_NAMES = _("The file holds parts whose names lead out of it; save it anew in its office program.")
LINKED_MEMBERS = _("The file holds links to other files instead of parts; save it anew in its office program.")
OVERLAPPING = _("The file holds more than its own parts or parts that overlap; save it anew in its office program.")
TOO_MANY_MEMBERS = _("The file holds more than 2,000 parts; divide the document.")
TOO_MUCH_UNPACKED = _("Unpacked, the file is larger than 100 MiB; divide the document.")
TOO_COMPRESSED = _("The file is compressed more than 100 to 1, as documents never are; save it anew or paste its text.")
MACROS = _("The document holds macros; save it without them, as .docx or .xlsx.")
DOCUMENT_TYPE = _(
    "The file declares XML entities, which office programs never write; save it anew in its office program."
)
TOO_DEEP = _("The document is nested more than 200 levels deep; paste its text instead.")
TOO_MANY_PARAGRAPHS = _("The document has more than 20,000 paragraphs; divide it.")
TOO_MANY_PICTURES = _("The document holds more than 50 pictures; divide it or take some out.")
TOO_LARGE_PICTURE = _("The picture “{name}” has more than 20 million pixels; make it smaller.")
TOO_MANY_CELLS = _("The table has more than 100,000 cells; divide it.")
TOO_MANY_COLUMNS = _("The table has more than 200 columns; take out those that are not needed.")
NO_TABLE = _("This is no spreadsheet; save the rows as .xlsx or .csv.")
TOO_MUCH_TEXT = _("The document gives more than 10 MiB of text or 10 MiB of files; divide it.")
TOO_MANY_PAGES = _("The PDF has more than 1,000 pages; divide it.")
PDF_PASSWORD = _("The PDF is protected by a password; save a copy without it and upload that.")
SCANNED = _("The PDF holds pictures of pages and no text; recognise its text (“ocrmypdf FILE NEW”) or paste the text.")
NO_CHARACTERS = _(
    "The PDF does not say which characters it prints; recognise its text (“ocrmypdf --force-ocr FILE NEW”)."
)
TOO_MANY_MESSAGES = _("The e-mail is nested too deep; upload the message inside it by itself.")
NO_MESSAGE_TEXT = _("The e-mail holds no text; upload its attachment by itself.")
OTHER_SCHEMA = _("This JSON is no edition or issue of a schema that is read here ({schema}); export it anew.")
BAD_SNAPSHOT = _("This JSON calls itself an issue but is none: {why}.")
NO_BODY = _("The document holds no text that can be read; paste its text.")
OUT_OF_TIME = _("Reading the document took too long and was stopped; divide it or paste its text.")
OUT_OF_MEMORY = _("Reading the document needed too much memory and was stopped; divide it or paste its text.")
BROKEN_OFF = _("The document could not be read; save it anew in its program, or paste its text.")
NOT_STARTED = _("The process that reads documents could not be started; the log says why.")

# What a reading left out or took in another form.
AND_MORE = _("There is more of the same kind.")
LOST_LINK = _("The link “{label}” led to an address that is not kept ({scheme}), so only its words stand.")
RELATIVE_LINK = _("The link “{label}” leads to “{address}” on a site that is not known, so only its words stand.")
REMOTE_PICTURE = _("The picture “{name}” lies on another site and was not fetched.")
OTHER_PICTURE = _("The picture “{name}” is of a kind that is not kept (PNG, JPEG, GIF and WebP are).")
EMBEDDED = _("Embedded objects (frames, drawings, other documents) were left out: {count}.")
HIDDEN = _("Hidden text was left out: “{text}”.")
STRUCK = _("Text that is struck through was kept as it is: “{text}”.")
NAVIGATION = _("Navigation, header and footer of the page were left out ({count} characters).")
LAYOUT_TABLE = _("A table that only arranges the page was read as lines.")
DISSOLVED_TABLE = _("A table of more than 200 columns or of irregular form was read as lines.")
INSERTIONS = _("Tracked insertions were taken as accepted: {count}.")
DELETIONS = _("Tracked deletions were left out: {count}.")
COMMENTS = _("Comments were left out: {count}.")
HEADERS = _("The headers and footers of the pages were left out: “{text}”.")
TEXT_BOXES = _("Text boxes were put where they are anchored: {count}.")
EXTERNAL_PARTS = _("Parts of the document that lie elsewhere were not fetched: {count}.")
LIST_NUMBERS = _("The numbers of a list that Word counts by itself were written out.")
EQUATIONS = _("Formulas were kept as their plain characters: {count}.")
PDF_FORM = _("A PDF does not say what is a heading, a list or a table; its lines were joined by where they stand.")
ODD_BYTES = _("Characters of the page that could not be decoded show as �: {count}.")
EMPTY_PAGE = _("Page {page} holds no text.")
RUNNING_HEAD = _("The line “{text}”, which stands on {count} pages, was left out.")
ODD_CHARACTERS = _("Characters of the PDF without a meaning of their own were left out: {count}.")
PDF_FILES = _("Files attached to the PDF were left out: {count}.")
FORMULAS = _("Of cells that hold formulas the values last computed were taken: {count}.")
UNCOMPUTED = _("Cells whose formulas were never computed are empty: {count}.")
HIDDEN_SHEETS = _("The hidden sheet “{name}” was left out.")
OTHER_SHEETS = _("Only the first sheet was read, not “{name}”.")
SHEET_OBJECTS = _("Charts, pictures and comments of the workbook were left out.")
ROWS_AS_ENTRIES = _("The columns are known ({names}), so every row was read as an entry.")
EMPTY_COLUMNS = _("The column “{name}” has no place in an entry and was kept as text.")
INNER_MESSAGE = _("The message attached to the e-mail was left out: “{name}”.")
BLOCKED_FILE = _("The attached file “{name}” is of a kind that is not kept.")
RECEIVED = _("The e-mail was sent by {sender} on {sent}.")
CLEANED_BODY = _("The body of “{title}” held HTML that was not in order and was put in order.")
IMPRINT = _("The imprint of the edition was left out; a new issue makes its own.")
CONTROL_CHARACTERS = _("Characters that cannot be printed were left out.")

KNOWN = frozenset(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))
