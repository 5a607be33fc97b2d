"""Raw HTML that makes a careless renderer fetch an address or open a file: what a sanitiser's gap might let through."""

from __future__ import annotations

import base64
from urllib.parse import quote

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"'


def asking(target: str) -> dict[str, str]:
    """By name, the fragments that make WeasyPrint ask its fetcher for ``target``, or for what holds it."""
    return {**_elements(target), **_styles(target), **_wrapped(target)}


def _elements(target: str) -> dict[str, str]:
    return {
        "img": f'<img src="{target}">',
        "img in capitals": f'<IMG SRC="{target}">',
        "img with a line break": f'<img src="\n{target}\t">',
        "img with entities": f'<img src="{"".join(f"&#{ord(each)};" for each in target)}">',
        "embed": f'<embed src="{target}" type="image/png">',
        "object": f'<object data="{target}" type="image/png"></object>',
        "stylesheet": f'<link rel="stylesheet" href="{target}">',
        "stylesheet in the body": f'<div><link rel="stylesheet" href="{target}" media="all"></div>',
        "attachment": f'<link rel="attachment" href="{target}">',
        "attachment link": f'<a rel="attachment" href="{target}">x</a>',
        "attachment among others": f'<a rel="noopener attachment" href="{target}">x</a>',
        "base": f'<base href="{target}/"><img src="picture.png">',
        "protocol-relative": f'<img src="//{target.partition("//")[2]}">',
        "relative": '<img src="../../etc/hosts">',
        "absolute path": '<img src="/etc/hosts">',
    }


def _styles(target: str) -> dict[str, str]:
    return {
        "import": f'<style>@import url("{target}");</style>',
        "import as string": f'<style>@import "{target}";</style>',
        "import with media": f"<style>@import url({target}) print;</style>",
        "import escaped": f'<style>@\\69mport url("{target}");</style>',
        "background": f'<p style="background: url({target})">x</p>',
        "background-image": f'<p style="background-image: url({target}), none">x</p>',
        "content": f"<style>.v::before {{ content: url({target}) }}</style><p class=v>x</p>",
        "list-style": f'<ul><li style="list-style-image: url({target})">x</li></ul>',
        "border-image": f'<p style="border: 3px solid; border-image: url({target}) 1">x</p>',
        "mask border": f'<p style="border: 1px solid; border-image-source: url({target})">x</p>',
        "page background": f"<style>@page {{ background: url({target}) }}</style>",
        "page margin box": f"<style>@page {{ @bottom-left {{ content: url({target}) }} }}</style>",
        "first letter": f"<style>.l::first-letter {{ background: url({target}) }}</style><p class=l>xx</p>",
        "font face": f"<style>@font-face {{ font-family: q; src: url({target}) }} p {{ font-family: q }}</style>",
        "font face with format": "<style>@font-face { font-family: r; "
        f'src: url({target}) format("woff2") }}</style><p style="font-family: r">x</p>',
        "colour profile": f"<style>@color-profile --c {{ src: url({target}); components: a, b, c }}</style>",
    }


def _wrapped(target: str) -> dict[str, str]:
    encoded = quote(f'<svg {SVG}><image href="{target}" width="9" height="9"/></svg>')
    style = base64.b64encode(f"@import url({target});".encode()).decode()
    return {
        "svg image": f'<svg {SVG}><image href="{target}" width="9" height="9"/></svg>',
        "svg image by xlink": f'<svg {SVG}><image xlink:href="{target}" width="9" height="9"/></svg>',
        "data: svg": f'<img src="data:image/svg+xml,{encoded}">',
        "data: stylesheet": f'<link rel="stylesheet" href="data:text/css;base64,{style}">',
        "data: object": f'<object data="data:image/svg+xml,{encoded}"></object>',
        "background with data: svg": f"<p style=\"background: url('data:image/svg+xml,{encoded}')\">x</p>",
    }


def inert(target: str) -> dict[str, str]:
    """Fragments that browsers follow and WeasyPrint does not: nothing may be fetched, nothing need be refused."""
    return {
        "script": f'<script src="{target}"></script>',
        "iframe": f'<iframe src="{target}"></iframe>',
        "frame": f'<frameset><frame src="{target}"></frameset>',
        "video": f'<video src="{target}" poster="{target}"></video>',
        "audio": f'<audio src="{target}" autoplay></audio>',
        "source": f'<picture><source srcset="{target}"></picture>',
        "track": f'<video><track src="{target}"></video>',
        "meta refresh": f'<meta http-equiv="refresh" content="0;url={target}">',
        "preload": f'<link rel="preload" as="image" href="{target}">',
        "icon": f'<link rel="icon" href="{target}">',
        "manifest": f'<link rel="manifest" href="{target}">',
        "body background": f'<table background="{target}"><tr><td>x</td></tr></table>',
        "form": f'<form action="{target}"><input type="image" src="{target}"></form>',
        "ping": f'<a href="#x" ping="{target}">x</a>',
        "namespace": f'<style>@namespace svg url("{target}");</style>',
        "xmp": f'<meta name="xmp" content="{target}"><link rel="meta" href="{target}">',
        "doctype": f'<!DOCTYPE html SYSTEM "{target}">',
        "processing instruction": f'<?xml-stylesheet href="{target}"?>',
        "cursor": f'<p style="cursor: url({target}), auto">x</p>',
        "filter": f'<p style="filter: url({target}#f); clip-path: url({target}#c); mask: url({target})">x</p>',
        "svg use": f'<svg {SVG}><use href="{target}#a"/></svg>',
        "svg import": f'<svg {SVG}><style>@import url({target});</style><rect width="9" height="9"/></svg>',
        "svg filter": f'<svg {SVG}><rect filter="url({target}#f)" fill="url({target}#p)" width="9" height="9"/></svg>',
        "svg foreignObject": f'<svg {SVG}><foreignObject><img src="{target}"></foreignObject></svg>',
        "mathml": f'<math href="{target}"><mi xlink:href="{target}">x</mi></math>',
    }


def addresses(port: int, secret: str) -> dict[str, str]:
    """Ways to write this machine, its files and its neighbours."""
    return {
        "loopback": f"http://127.0.0.1:{port}/x.png",
        "name": f"http://localhost:{port}/x.png",
        "decimal": f"http://2130706433:{port}/x.png",
        "hexadecimal": f"http://0x7f000001:{port}/x.png",
        "short": f"http://127.1:{port}/x.png",
        "v6": f"http://[::1]:{port}/x.png",
        "v6 mapped": f"http://[::ffff:127.0.0.1]:{port}/x.png",
        "any": f"http://0.0.0.0:{port}/x.png",
        "user": f"http://example.org@127.0.0.1:{port}/x.png",
        "metadata": "http://169.254.169.254/latest/meta-data/",
        "https": f"https://127.0.0.1:{port}/x.png",
        "ftp": f"ftp://127.0.0.1:{port}/x.png",
        "gopher": f"gopher://127.0.0.1:{port}/_x",
        "jar": f"jar:http://127.0.0.1:{port}/x.jar!/y",
        "file": f"file://{secret}",
        "file with query": f"file://{secret}?x.png",
        "file on localhost": f"file://localhost{secret}",
        "file in capitals": f"FILE://{secret}",
        "UNC": f"file:////127.0.0.1{secret}",
        "data": "data:image/png;base64,iVBORw0KGgo=",
        "asset by path": f"bulletin-asset:{secret}",
        "asset not granted": f"bulletin-asset:{'0' * 64}",
    }
