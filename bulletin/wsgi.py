"""The WSGI door: gunicorn bulletin.wsgi."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
application = get_wsgi_application()
