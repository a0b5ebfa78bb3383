"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = get_wsgi_application()

from articles.search import wake_thread  # noqa: E402  there are no models before

# A process that was killed may have left changes behind.
wake_thread()
