"""Lines that belong to the web page a text was copied from: menus, breadcrumbs, buttons, footers."""

from __future__ import annotations

import re

LONGEST = 160

_G = r"[ \t\u3000\u00a0]{0,4}"
_STARTS = re.compile(
    rf"(?:您?(?:当前|现在|所在)?(?:的)?(?:所在)?位置{_G}[:：是]|当前位置|首页{_G}(?:[>＞»›|｜/／]|$)"
    rf"|(?:网站)?首页[ \u3000|｜]"
    rf"|上一(?:篇|条){_G}[:：]|下一(?:篇|条){_G}[:：]|分享到?{_G}(?:[:：]|$|微信|微博)|扫一扫|字体(?:大小)?{_G}[:：]|字号{_G}[:：]"
    rf"|[【\[]?字[体号]?{_G}[:：]{_G}[\[【]?大|网站标识码|网站地图|[\u4e00-\u9fff]{{1,2}}ICP备|[\u4e00-\u9fff]{{1,2}}公网安备|ICP备"
    r"|(?:Copyright|COPYRIGHT)[ :]{1,2}(?:©|\([cC]\)|20[0-9]{2}|by )|版权所有|©"
    r"|(?:PC|电脑|手机)版|返回(?:首页|顶部|列表)|Skip to (?:main )?content|Share this|Home (?:>|/|»))"
)
_BUTTONS = re.compile(
    rf"(?:[\[【（(|｜{{]?{_G}(?:打印(?:本页|正文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|首页)?|分享|下载|正文下载|大|中|小|打印机?|纠错|我要纠错|Print|Close|Share)"
    rf"{_G}[\]】）)|｜}}]?{_G}){{1,8}}"
)
_MENU_WORDS = frozenset(
    [
        "首页",
        "网站首页",
        "机构",
        "机构概况",
        "机构设置",
        "新闻",
        "新闻中心",
        "新闻发布",
        "新闻动态",
        "政务",
        "政务公开",
        "信息公开",
        "公开",
        "服务",
        "办事服务",
        "政务服务",
        "在线办事",
        "纳税服务",
        "互动",
        "互动交流",
        "交流互动",
        "政民互动",
        "专题",
        "专题专栏",
        "政策",
        "政策法规",
        "税收政策",
        "数据",
        "数据查询",
        "登录",
        "注册",
        "无障碍",
        "English",
        "无障碍浏览",
        "长者模式",
        "关于我们",
        "联系我们",
        "繁体",
        "简体",
        "手机版",
        "微博",
        "微信",
        "搜索",
        "公众服务",
        "法规文件",
        "通知公告",
        "图片新闻",
        "领导信息",
        "走进我们",
        "数据开放",
        "RSS",
        "网站地图",
        "邮箱",
        "app",
        "APP",
        "客户端",
    ]
)
_PARTED = re.compile(r"[ \t\u3000\u00a0|｜·•>＞»/]+")
_CRUMBS = re.compile(
    r"[\u4e00-\u9fffA-Za-z ]{2,14}(?:" + _G + r"[>＞»›]{1,2}" + _G + r"[\u4e00-\u9fffA-Za-z ]{2,14}){1,6}"
)
_HOST = re.compile(rf"主办(?:单位)?{_G}[:：].{{2,40}}(?:网站标识码|承办|ICP|备案)")


def is_furniture(text: str) -> bool:
    """Whether the line is nothing but a piece of the page around a text."""
    if len(text) > LONGEST or "。" in text:
        return False
    if _STARTS.match(text) or _BUTTONS.fullmatch(text) or _HOST.match(text):
        return True
    if any(mark in text for mark in ">＞»›"):
        return _CRUMBS.fullmatch(text) is not None
    return _is_menu(text)


def _is_menu(text: str) -> bool:
    words = [word for word in _PARTED.split(text) if word]
    return len(words) >= 3 and 5 * sum(word in _MENU_WORDS for word in words) >= 3 * len(words)
