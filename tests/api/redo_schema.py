"""python -m tests.api.redo_schema: write the schema's snapshot anew, to be looked at in the diff."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niudai.config.settings")
    django.setup()
    from tests.api.test_schema import SNAPSHOT, text

    SNAPSHOT.write_text(text(), encoding="utf-8")
