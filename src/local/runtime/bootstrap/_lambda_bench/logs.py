"""The log of a handler: the logging module, and the errors that the runtime tells."""

import json
import logging
import os
import time

from .answers import encode
from .pipes import JSON_LOG, TEXT_LOG, write

NO_BREAK_SPACE = "\u00a0"
SECONDS = "%Y-%m-%dT%H:%M:%S"
JSON_FORMAT = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


class Invocation:
    """The one that runs; its id stands on each line, and in JSON its tenant."""

    request_id = ""
    tenant_id = None


def set_up_logging():
    logging.Formatter.converter = time.gmtime
    handler = LogHandler()
    if JSON_FORMAT:
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(
            logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
                SECONDS,
            )
        )
    handler.addFilter(add_request_id)
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG")
    if level and isinstance(logging.getLevelName(level), int):
        root.setLevel(level)


def add_request_id(record):
    record.aws_request_id = Invocation.request_id
    return True


class LogHandler(logging.Handler):
    def emit(self, record):
        kind = JSON_LOG if JSON_FORMAT else TEXT_LOG
        write(kind, self.format(record).encode("utf-8", "backslashreplace"))


class JsonFormatter(logging.Formatter):
    plain = set(vars(logging.makeLogRecord({}))) | {"aws_request_id", "message", "asctime"}

    def format(self, record):
        raised = record.exc_info if record.exc_info and record.exc_info[0] else None
        entry = {
            "timestamp": "%s.%03dZ" % (time.strftime(SECONDS, time.gmtime(record.created)), record.msecs),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if raised:
            import traceback

            entry["stackTrace"] = traceback.format_tb(raised[2])
            entry["errorType"] = raised[0].__name__
            entry["errorMessage"] = str(raised[1])
        entry["requestId"] = record.aws_request_id
        if raised:
            entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        if Invocation.tenant_id is not None:
            entry["tenantId"] = Invocation.tenant_id
        for key, value in vars(record).items():
            if key not in self.plain and key not in entry and value is not None:
                entry[key] = value
        return json.dumps(entry, ensure_ascii=False, default=str) + "\n"


def log_error(error):
    if JSON_FORMAT:
        now = time.strftime(SECONDS, time.gmtime())
        write(JSON_LOG, encode({"timestamp": now, "log_level": "ERROR", **error}).encode())
        return
    lines = ["[ERROR] " + ": ".join(filter(None, (error["errorType"], error["errorMessage"])))]
    lines.append("Traceback (most recent call last):")
    for entry in error["stackTrace"]:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append(NO_BREAK_SPACE * (len(line) - len(text)) + text)
    write(TEXT_LOG, "\n".join(lines).encode("utf-8", "backslashreplace"))
