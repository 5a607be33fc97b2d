"""The addresses of the archive; they are permanent, so a number is written in one way only."""

from django.urls import path, register_converter
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from bulletin import formats
from bulletin.archive import downloads, feeds, files, listing, views


class Number:
    """A counting number without leading zeros, small enough for every database."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Ref:
    """The place of an entry at its first release, such as 2.1.20."""

    regex = "[0-9][0-9A-Za-z.-]{0,19}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Digest(Ref):
    """The SHA-256 of stored bytes."""

    regex = "[0-9a-f]{64}"


register_converter(Digest, "digest")
register_converter(Number, "number")
register_converter(Ref, "ref")

# The forms of an issue, of its newest revision and of each.
FORMS = [
    path(f"<slug:code>/<number:number>/{place}{form}/", view, {"form": form}, name=f"{prefix}{form}")
    for form in ("pdf", "html", *formats.TYPES)
    for place, view, prefix in (
        ("", downloads.newest, ""),
        ("r<number:revision>/", downloads.of_revision, "revision-"),
    )
]

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    # Exempt, because the form stands on pages that caches share; all it can do is choose a language.
    path("site/language/", csrf_exempt(set_language), name="language"),
    path("<slug:code>/", views.masthead, name="masthead"),
    path("<slug:code>/feed.atom", feeds.feed, name="feed"),
    path("<slug:code>/entries/", listing.entries, name="entries"),
    path("<slug:code>/<number:number>/", views.issue, name="issue"),
    *FORMS,
    path("<slug:code>/<number:number>/r<number:revision>/", views.revision, name="revision-issue"),
    path("<slug:code>/<number:number>/<ref:ref>/", views.entry, name="entry"),
    path("<slug:code>/<number:number>/r<number:revision>/<ref:ref>/", views.entry, name="revision-entry"),
    path("<slug:code>/<number:number>/<ref:ref>/files/<digest:digest>/", files.of_entry, name="file"),
    path(
        "<slug:code>/<number:number>/r<number:revision>/<ref:ref>/files/<digest:digest>/",
        files.of_entry,
        name="revision-file",
    ),
]
