"""Runs one server of Swift in the foreground: serve.py proxy|account|container|object FOLDER

The settings are FOLDER/<name>-server.conf and FOLDER/swift.conf; log lines go to the error output.
"""

import ctypes
import signal
import sys

from swift.common import utils

name, folder = sys.argv[1:]
# Linux's PR_SET_PDEATHSIG: never outlive the script that started us, however it ended.
ctypes.CDLL(None).prctl(1, signal.SIGTERM)
# Before anything else of Swift is loaded, which would read /etc/swift.
utils.set_swift_dir(folder)

from swift.common.wsgi import run_wsgi  # noqa: E402

more = {}
if name == "object":
    from swift.obj.server import global_conf_callback

    more["global_conf_callback"] = global_conf_callback

sys.exit(run_wsgi(f"{folder}/{name}-server.conf", f"{name}-server", verbose=True, **more))
