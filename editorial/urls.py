"""Every address of the desk: the admin site, and beside it the one page for people without an account."""

from django.urls import path

from editorial.admin.guest_page import guest
from editorial.admin.site import desk

urlpatterns = [path("guest/<str:token>/", guest, name="guest"), path("", desk.urls)]
