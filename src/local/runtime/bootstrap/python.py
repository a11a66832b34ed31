"""Runs a Python handler as AWS' Python runtime does: same context, errors and log lines."""

import os
import sys

from _lambda_bench import handlers

# The handler's own modules stand where this file's folder was.
sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
sys.argv[:] = [__file__]
handlers.run(os.environ["_HANDLER"])
