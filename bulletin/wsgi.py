"""The WSGI door: gunicorn bulletin.wsgi. It serves the demo or a start that is fit for strangers, and nothing else."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from bulletin import deployment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
application = get_wsgi_application()
if not settings.DEMO:
    deployment.refuse(deployment.flaws_of(settings))
