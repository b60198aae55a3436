"""Set what the settings read before pytest-django loads them: a data folder of their own for the tests.

Named by `-p tests.environment` in pyproject.toml, because a conftest.py is read too late."""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers inherit the folder of their parent
    os.environ["NIUDAI_DATA"] = tempfile.mkdtemp(prefix="niudai-test-")
    os.mkdir(os.path.join(os.environ["NIUDAI_DATA"], "static"))  # WhiteNoise warns without one
    atexit.register(shutil.rmtree, os.environ["NIUDAI_DATA"], ignore_errors=True)

# Playwright's event loop runs in the thread in which the browser tests use the ORM.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
