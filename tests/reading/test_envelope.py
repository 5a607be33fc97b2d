from contextlib import nullcontext

import pytest

from bulletin.refusal import Refused
from editorial.intake import envelope
from editorial.intake.formats import sentences

TEXT = "国家级\n1、某局关于甲的通知\n内容如此，请遵照执行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_texts_in_usual_encodings_are_read(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert envelope.text_of(mark + TEXT.encode(encoding)) == TEXT


REFUSED = {
    "empty": (b"", envelope.EMPTY),
    "blank": (" \n\u3000\ufeff\n".encode(), envelope.EMPTY),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", sentences.DAMAGED),
    "zip": (b"PK\x03\x04" + b"\x00" * 30, sentences.UNCLEAR_KIND),
    "word": (b"\xd0\xcf\x11\xe0\xa1\xb1", envelope.NO_TEXT),
    "picture": (b"\x89PNG\r\n\x1a\n", sentences.UNCLEAR_KIND),
    "nul": (TEXT.encode() + b"\x00", envelope.NO_TEXT),
    "controls": (bytes(range(1, 9)) * 50 + TEXT.encode(), envelope.NO_TEXT),
    "utf-16 without mark": (TEXT.encode("utf-16-le"), envelope.NO_TEXT),
    "torn": (TEXT.encode() + b"\xff\xff\x81", envelope.UNKNOWN_ENCODING),
    "torn in the middle": (TEXT.encode() * 9 + b"\xe5\x9b" + TEXT.encode() * 9, envelope.UNKNOWN_ENCODING),
    "no entry": ("今天天气很好，我们去公园散步了。".encode(), envelope.NO_ENTRY),
}


@pytest.mark.parametrize(("data", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        envelope.read(data)
    assert refused.value.reasons == [sentence]


@pytest.mark.parametrize(("extra", "refused"), [(-1, False), (0, False), (1, True)])
def test_ten_mebibytes_are_the_most(extra: int, refused: bool) -> None:
    data = TEXT.encode()
    data += b"a" * (envelope.LARGEST + extra - len(data))
    with pytest.raises(Refused) if refused else nullcontext():
        envelope.text_of(data)
