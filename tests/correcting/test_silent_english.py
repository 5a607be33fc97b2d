from __future__ import annotations

import pytest

from bulletin import richtext
from bulletin import snapshot as shape
from editorial.review import english_words, silent
from tests import builders

NAMES = ("office for example goods",)

# What stood there, what somebody wants instead, and what the refusal must name.
REFUSED = (
    ("It received 3 comments.", "It received 5 comments.", "5"),
    ("It received three comments.", "It received five comments.", "five"),
    ("A fine of $500 applies.", "A fine of $5,000 applies.", "5,000"),
    ("A fine of $500 applies.", "A fine of €500 applies.", "€500"),
    ("A fine of 500 yuan applies.", "A fine of 500 euros applies.", "euros"),
    ("The rate is 3%.", "The rate is 3.", "3%"),
    ("A dose of .5 mg is used.", "A dose of 5 mg is used.", "5"),
    ("It takes 10 — 15 copies.", "It takes 10 15 copies.", "—"),
    ("It takes 10 - 15 copies.", "It takes 10 15 copies.", "-"),
    ("It takes (5) copies.", "It takes 5 copies.", "("),
    ("They resect it.", "They respect it.", "respect"),
    ("The rate rose by 3 percent.", "The rate rose by 3 percentage points.", "points"),
    ("The area is 10<sup>2</sup> m.", "The area is 102 m.", "102"),
    ("A dose of 5 mg is used.", "A dose of 5 mcg is used.", "mcg"),
    ("It takes effect on 1 March 2026.", "It takes effect on 1 May 2026.", "May"),
    ("It takes effect on 1 March 2026.", "It takes effect on 2 March 2026.", "2 March"),
    ("Reply within ten days.", "Reply within ten working days.", "working"),
    ("Reply within ten days.", "Reply in ten days.", "within"),
    ("Reply before Monday.", "Reply before Tuesday.", "Tuesday"),
    ("Reports are due monthly.", "Reports are due quarterly.", "quarterly"),
    ("Notice No. 53 of 2020 applies.", "Notice No. 54 of 2020 applies.", "54"),
    ("See GB/T 9704 for this.", "See GB/T 9705 for this.", "9705"),
    ("Acme Ltd filed the case.", "Acne Ltd filed the case.", "Acne"),
    ("Mr Smith said so.", "Mr Smyth said so.", "Smyth"),
    ("The EU agreed.", "The UK agreed.", "UK"),
    ("The offices of the FDA.", "The offices of the EPA.", "EPA"),
    ("the office for example goods said so.", "the office for example foods said so.", "office for example"),
    ("Write to a@example.org today.", "Write to b@example.org today.", "b@example.org"),
    ('See <a href="https://a.example/">the text</a>.', 'See <a href="https://b.example/">the text</a>.', "links"),
    ("The applicant must reply.", "The applicant may reply.", "may"),
    ("The applicant shall reply.", "The applicant should reply.", "should"),
    ("It is not permitted.", "It is permitted.", "not"),
    ("It is now permitted.", "It is not permitted.", "not"),
    ("It is permitted.", "It is never permitted.", "never"),
    ("It cannot be used.", "It can be used.", "can"),
    ("It doesn’t apply.", "It does apply.", "doesn"),
    ("The mark is valid.", "The mark is invalid.", "invalid"),
    ("The action is legal.", "The action is illegal.", "illegal"),
    ("The appeal was allowed.", "The appeal was refused.", "refused"),
    ("Imports are covered.", "Exports are covered.", "Exports"),
    ("Prices will increase.", "Prices will decrease.", "decrease"),
    ("All applicants reply.", "All applicant reply.", "slip of the pen"),
    ("The applicant approves it.", "The applicant approved it.", "approved"),
    ("The contact was signed.", "The contract was signed.", "contract"),
    ("The trail began.", "The trial began.", "trial"),
    ("The patient was granted.", "The patent was granted.", "patent"),
    ("Tablets of prednisone.", "Tablets of prednisolone.", "prednisolone"),
    ("Salts such as nitrite.", "Salts such as nitrate.", "nitrate"),
    ("Only a few replied.", "Only few replied.", "slip of the pen"),
    ("Applicants replied.", "The applicants replied.", "The"),
    ("Sent by the office.", "Sent to the office.", "slip of the pen"),
    ("Fruit and goods.", "Fruit or goods.", "slip of the pen"),
    ("It may be so.", "It maybe so.", "may"),
    ("They resign it.", "They re-sign it.", "re-sign"),
    ("The applicant’s goods.", "The applicants’ goods.", "applicant"),
    ("It said “the goods”.", "It said “the food”.", "the food"),
    ("It said “the goods” today.", "It said the goods today.", "the goods"),
    ("apples, pears and plums", "plums, pears and apples", "slip of the pen"),
    ("It said that that law applies.", "It said that law applies.", "slip of the pen"),
    ("It had had effect.", "It had effect.", "slip of the pen"),
    ("ten ten copies", "ten copies", "ten"),
    ("not not so", "not so", "not"),
    ("The the case.", "The case here and elsewhere.", "slip of the pen"),
    ("It applies to goods.", "适用于商品。", "goods"),
    ("商标用 the goods。", "商标用 the good。", "good"),
    ("recieve it formerly", "receive it formally", "formally"),
)

ALLOWED = (
    ("They recieve it.", "They receive it."),
    ("Teh rule: teh goods.", "Teh rule: the goods."),
    ("the the goods", "the goods"),
    ("in in accordance with it", "in accordance with it"),
    ("according to teh rules", "according to the rules"),
    ("goods adn services", "goods and services"),
    ("a separate and seperate office", "a separate and separate office"),
    ("by the goverment", "by the government"),
    ("a new regulaton", "a new regulation"),
    ("the comittee met", "the committee met"),
    ("what occured", "what occurred"),
    ("a neccessary step", "a necessary step"),
    ("thier offices", "their offices"),
    ("goods wich are sold", "goods which are sold"),
    ("an publication", "a publication"),
    ("a application", "an application"),
    ("goods,services", "goods, services"),
    ("It ends here.The rest follows.", "It ends here. The rest follows."),
    ("It ends here", "It ends here."),
    ("goods , services", "goods, services"),
    ('called "goods"', "called “goods”"),
    ("(see annex", "(see annex)"),
    ("Article 3 is publised in March 2026.", "Article 3 is published in March 2026."),
    ("Acme Ltd must not begining it.", "Acme Ltd must not beginning it."),
    ("the <em>enviroment</em> office", "the <em>environment</em> office"),
    ("relevent infomation", "relevant information"),
    ("existance of a definately new offical", "existence of a definitely new official"),
)


def entry(body: str) -> shape.Entry:
    return builders.notice(1, body_html=richtext.canonical(f"<p>{body}</p>"))


@pytest.mark.parametrize(("was", "now", "named"), REFUSED)
def test_a_change_of_what_is_said_in_english_is_refused(was: str, now: str, named: str) -> None:
    found = silent.reasons(entry(was), entry(now), NAMES)
    assert named in " ".join(map(str, found)), found


@pytest.mark.parametrize(("was", "now"), ALLOWED)
def test_an_english_slip_of_the_pen_is_put_right(was: str, now: str) -> None:
    assert silent.reasons(entry(was), entry(now), NAMES) == []


def test_every_change_that_is_refused_is_refused_the_other_way_round() -> None:
    assert [pair for pair in REFUSED if not silent.reasons(entry(pair[1]), entry(pair[0]), NAMES)] == []


def test_a_right_word_does_not_become_a_wrong_one() -> None:
    assert silent.reasons(entry("They receive it."), entry("They recieve it.")) != []


def test_a_heading_in_english_stays_whole() -> None:
    was = builders.article(1, body_html=richtext.canonical("<h4>teh goods</h4><p>It ends.</p>"))
    now = builders.article(1, body_html=richtext.canonical("<h4>the goods</h4><p>It ends.</p>"))
    assert silent.reasons(was, now) != []


def test_no_word_is_on_two_lists_of_which_one_forbids_what_the_other_allows() -> None:
    prose = english_words.PROSE
    assert prose & (english_words.LOOKALIKES | english_words.WEIGHTY | english_words.FIGURES) == frozenset()
