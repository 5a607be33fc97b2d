from __future__ import annotations

import io

from django.core.mail import EmailMultiAlternatives

from bulletin.delivery.console import EmailBackend


def test_the_demo_prints_a_letter_as_a_person_reads_it() -> None:
    stream = io.StringIO()
    letter = EmailMultiAlternatives(
        "第6期已发布",
        "请打开下面的链接。\nhttp://127.0.0.1:8000/confirm/abc",
        "Bulletin <a@example.org>",
        ["b@example.org"],
    )
    letter.attach("周报-第6期.pdf", b"%PDF" * 1024, "application/pdf")
    assert EmailBackend(stream=stream).send_messages([letter]) == 1
    printed = stream.getvalue()
    assert "Subject: 第6期已发布" in printed
    assert "To: b@example.org" in printed
    assert "请打开下面的链接。\nhttp://127.0.0.1:8000/confirm/abc" in printed
    assert "[周报-第6期.pdf, application/pdf, 4 KiB]" in printed
    assert len(printed) < 1000
