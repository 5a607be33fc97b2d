"""URLs arrive with the pages."""
urlpatterns: list = []
