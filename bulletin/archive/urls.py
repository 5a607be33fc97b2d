"""The addresses of the archive; they are permanent."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from bulletin import formats
from bulletin.archive import downloads, feeds, files, listing, views
from bulletin.archive.places import REF

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
    path(f"<slug:code>/<number:number>/{REF}/", views.entry, name="entry"),
    path(f"<slug:code>/<number:number>/r<number:revision>/{REF}/", views.entry, name="revision-entry"),
    path(f"<slug:code>/<number:number>/{REF}/files/<digest:digest>/", files.of_entry, name="file"),
    path(
        f"<slug:code>/<number:number>/r<number:revision>/{REF}/files/<digest:digest>/",
        files.of_entry,
        name="revision-file",
    ),
]
