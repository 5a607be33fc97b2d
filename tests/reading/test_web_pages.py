from bulletin.reading import findings, read
from tests.reading.shapes import shape

NOTICE = """当前位置：首页>政务公开>通知公告

国家药监局综合司公开征求《药品检查管理办法（征求意见稿）》意见

发布时间：2021-05-06    来源：国家药监局    浏览次数：1234

为规范药品检查行为，我局组织起草了《药品检查管理办法（征求意见稿）》，现向社会公开征求意见。请于2021年6月5日前反馈。

附件：1.征求意见稿
2.起草说明

国家药监局综合司
2021年5月6日

上一篇：关于某事的通知
下一篇：关于另一事的公告
打印  关闭窗口
"""


def test_the_page_around_a_notice_is_left_over() -> None:
    assert shape(NOTICE) == ["- 国家药监局综合司公开征求《药品检查管理办法（征求意见稿）》意见"]
    [entry] = read(NOTICE).snapshot.entries()
    assert (entry.signed_on, entry.published_on, entry.source_name) == ("2021-05-06", "2021-05-06", "国家药监局")
    assert [each.title for each in entry.attachments] == ["征求意见稿", "起草说明"]
    assert [left.reason for left in read(NOTICE).leftovers] == [findings.WEB_PAGE] * 4


ARTICLE = """某省药品监督管理局
网站首页 机构概况 政务公开 办事服务

首页 > 新闻中心 > 工作动态

某省局开展疫苗质量安全专项检查

来源：药品监管处　　时间：2021-03-12 09:30　　字号：【大 中 小】

3月10日，省局组织检查组对疫苗配送单位开展专项检查，重点检查冷链储运情况。

检查组要求，企业要落实主体责任，确保质量安全。

分享到：微博 微信
Copyright © 某省药品监督管理局
"""


def test_an_article_under_the_menu_of_its_site() -> None:
    assert shape(ARTICLE) == ["- 某省局开展疫苗质量安全专项检查"]
    [entry] = read(ARTICLE).snapshot.entries()
    assert (entry.kind, entry.source_name, entry.published_on) == ("article", "药品监管处", "2021-03-12")


BROKEN = """国家知识产权局
专利局公告
首页 > 政策文件 > 公告

国家知识产权局关于第十批
地理标志产品认定的公告

文号：第399号　　发布时间：2021-02-08　　来源：知识产权运用促进司

根据有关规定，认定以下产品为地理标志产品。

特此公告。

国家知识产权局
2021年2月5日

附件下载：
1. 产品清单.docx
2. 保护要求.pdf

相关文章
· 国家知识产权局关于第九批地理标志产品认定的公告
· 地理标志产品保护规定
"""


def test_the_name_of_the_site_does_not_join_the_title() -> None:
    assert shape(BROKEN) == ["- 国家知识产权局关于第十批地理标志产品认定的公告"]


def test_words_of_a_menu_in_a_sentence_are_text() -> None:
    text = "国家级\n1、某局关于改版的通知\n首页将于下月改版。\n打印设备、下载服务同步更新。\n某某管理局\n2021年1月8日\n"
    assert read(text).leftovers == ()


FIELDS = """首页 > 政策文件
名　　称：关于印发《某清单》的通知
索 引 号：000014672/2022-00518
发布机关：生态环境部等
文　　号：环固体〔2022〕3号

　　《某清单》已经审议通过，现予印发，自2023年3月1日起施行。

生态环境部
2022年12月29日
"""


def test_the_labelled_title_among_the_fields_of_a_page_is_its_notice() -> None:
    assert shape(FIELDS) == ["- 关于印发《某清单》的通知"]
    [entry] = read(FIELDS).snapshot.entries()
    assert entry.authorities == ("生态环境部",)
    assert entry.document_number is not None
    assert entry.document_number.canonical == "环固体〔2022〕3号"
