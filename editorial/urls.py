"""The desk."""

urlpatterns: list = []
