"""Every address of the desk: the admin site and nothing beside it."""

from django.urls import path

from editorial.admin.site import desk

urlpatterns = [path("", desk.urls)]
