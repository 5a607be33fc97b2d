"""Bodies for tests: any soup of tags, and what the sanitiser makes of it."""

from __future__ import annotations

from hypothesis import strategies as st

from bulletin.richtext import canonical

DIGEST = "a1" * 32

# One of every construct that the canonical form has.
SHAPES = {
    "plain": "<p>现予发布，自发布之日起施行。</p>",
    "classes": "".join(
        f'<p class="{name}">各有关单位：</p>'
        for name in ("addressee", "byline", "closing", "contact", "kicker", "label")
    ),
    "headings": "<h4>第一章　总则</h4><h5>第一节</h5><h6>第一条</h6><p>正文</p>",
    "marks": "<p><strong>粗<em>斜</em></strong><em>体</em>，H<sub>2</sub>O 与 m<sup>2</sup></p>",
    "links": '<p>见<a href="https://www.example.org/a?b=1&amp;c=2#d">附件<strong>一</strong></a>或'
    '<a href="mailto:desk@example.org">来信</a></p>',
    "lists": '<ol start="3"><li><p>三</p><ul><li><p>其一</p></li><li><p>其二</p></li></ul></li>'
    "<li><p>四</p><p>续</p></li></ol>",
    "list without words": "<ul><li><p></p><ul><li><p>深</p></li></ul></li></ul>",
    "table": '<table><tbody><tr><th colspan="2"><p>名称</p></th><th><p>数量</p></th></tr>'
    '<tr><td rowspan="2"><p>甲</p></td>'
    "<td><p>乙</p></td><td><p>1</p><ul><li><p>注</p></li></ul></td></tr>"
    "<tr><td><p></p></td><td><p>2</p></td></tr></tbody></table>",
    "row headings": "<table><tbody><tr><th><p>甲</p></th><td><p>1</p></td></tr></tbody></table>",
    "quotation": "<blockquote><p>引文</p><h4>题</h4><ol><li><p>一</p></li></ol></blockquote>",
    "figure": f'<figure><img alt="示意图" data-digest="{DIGEST}"><figcaption>图1　<em>流程</em></figcaption></figure>',
    "figure in a cell": f'<table><tbody><tr><td><figure><img alt="" data-digest="{DIGEST}"></figure></td></tr>'
    "</tbody></table>",
    "breaks": "<p><br>一行<br>二行<strong>粗<br>粗</strong></p>",
    "spaces": "<p>一&nbsp;二　三 ＆ &amp; &lt;p&gt; “引” ‘号’ \u200b…</p>",
    "typed clauses": "<p>一、总体要求</p><p>（一）适用范围</p><p>1. 说明</p>",
}

_TAGS = """
<p> <p class="label"> </p> <em> </em> <strong> <b> <i> </b> </strong> <sub> </sub> <sup> </sup> <ul>
<ol start="3"> <ol> </ol> <li> </li> </ul> <table> <tr> <td colspan="2"> <td rowspan="3"> <td> <th> </td> </tr>
</table> <caption> <thead> <tbody> </thead> <h1> <h4> <h5> </h5> </h4> <blockquote> </blockquote> <br> <figure>
</figure> <figcaption> <math> <svg> <style> <template> <noscript> <script> <![CDATA[ <!-- --> <div> </div>
<a href="https://example.org/?a=1&b=2"> <a href="javascript:alert(1)"> </a> <td colspan="1000"> <select> <form>
<title> <textarea> <p class="x kicker" onclick="x()" style="color:red"> <img src="x" onerror="x()">
"""
TOKENS = [
    *(f"<{tag}" for tag in _TAGS.replace("\n", " ").split("<")[1:]),
    f'<img data-digest="{DIGEST}" alt="x&quot;y">',
    "&amp;",
    "&lt;",
    "&nbsp;",
    "<",
    ">",
    "&",
    " ",
    "\n",
    "　",
    "text",
    "字，",
]

soups = st.lists(st.sampled_from(TOKENS), max_size=30).map("".join) | st.text(max_size=60)
bodies = soups.map(canonical).filter(bool)
