"""The addresses of the subscription; links in mail lead here."""

from django.urls import path

from bulletin.delivery import views

app_name = "delivery"
urlpatterns = [
    path("<slug:code>/subscribe/", views.subscribe, name="subscribe"),
    path("subscription/confirm/<str:token>/", views.confirm, name="confirm"),
    path("subscription/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
