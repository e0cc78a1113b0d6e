"""The entry point of the application servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faubourg.config.settings")
application = get_wsgi_application()

# A page makes tens of thousands of short-lived objects: with Python's own threshold, every seventh request or so pays
# 80 to 130 ms to look again at code that never leaves. What is loaded now is left out, the rest looked at less often.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
