"""Runs a Python handler as AWS' Python runtime does: same context, errors and log lines.

Speaks with the endpoint over two inherited pipes: frames go out on descriptor 3 (the framing of
AWS' telemetry: type, length, time in microseconds, message), events come in on descriptor 4.
"""

import importlib
import io
import json
import logging
import os
import sys
import time
from _thread import allocate_lock

TO_ENDPOINT = 3
FROM_ENDPOINT = 4
NEXT = 0xA55B0001
RESPONSE = 0xA55B0002
ERROR = 0xA55B0003
INIT_ERROR = 0xA55B0004
OUTPUT = 0xA55B0005
TEXT_LOG = 0xA55A0003
JSON_LOG = 0xA55A0002
NO_BREAK_SPACE = "\u00a0"
SECONDS = "%Y-%m-%dT%H:%M:%S"
JSON_FORMAT = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
# Up to 3.11 AWS escapes what is not ASCII.
ESCAPED = os.environ.get("AWS_EXECUTION_ENV", "") in {
    "AWS_Lambda_python3.%d" % minor for minor in range(6, 12)
}

current_request_id = ""
write_lock = allocate_lock()


class Fault(Exception):
    """A failure that AWS' runtime names itself."""

    def __init__(self, error_type, message, trace=None):
        super().__init__(message)
        self.error_type = error_type
        self.trace = trace


def main():
    sys.stdout = io.TextIOWrapper(
        FrameStream(1), "utf-8", "backslashreplace", newline="", write_through=True
    )
    sys.stderr = io.TextIOWrapper(
        FrameStream(2), "utf-8", "backslashreplace", newline="", write_through=True
    )
    set_up_logging()
    sys.argv[:] = [__file__]
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    handler = load_or_exit(os.environ["_HANDLER"])
    while True:
        headers, payload = next_event()
        handle(handler, headers, payload)


def load_or_exit(name):
    try:
        return load(name)
    except Exception as failure:
        error = describe(failure, "")
        logging.warning(
            "LAMBDA_WARNING: Unhandled exception. "
            "The most likely cause is an issue in the function code."
        )
        log_error(error)
        write(INIT_ERROR, encode(error).encode())
        sys.exit(1)


def load(name):
    try:
        module_name, function_name = name.rsplit(".", 1)
    except ValueError as failure:
        raise Fault("Runtime.MalformedHandlerName", "Bad handler '%s': %s" % (name, failure))
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault(
            "Runtime.BuiltInModuleConflict",
            "Cannot use built-in module %s as a handler module" % module_name,
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as failure:
        raise Fault(
            "Runtime.ImportModuleError",
            "Unable to import module '%s': %s" % (module_name, failure),
        )
    except SyntaxError as failure:
        raise Fault(
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module '%s': %s" % (module_name, failure),
            ['  File "%s" Line %s\n    %s' % (failure.filename, failure.lineno, failure.text)],
        )
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault(
            "Runtime.HandlerNotFound",
            "Handler '%s' missing on module '%s'" % (function_name, module_name),
        )


def handle(handler, headers, payload):
    global current_request_id
    request_id = current_request_id = headers["lambda-runtime-aws-request-id"]
    os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
    try:
        context = Context(headers)
        try:
            event = json.loads(payload)
        except ValueError as failure:
            raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % failure)
        answer = handler(event, context)
        if not isinstance(answer, bytes):
            try:
                answer = encode(answer).encode("utf-8", "surrogatepass")
            except Exception as failure:
                raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % failure)
        kind = RESPONSE
    except Exception as failure:
        error = describe(failure, request_id)
        log_error(error)
        answer = encode(error).encode("utf-8", "backslashreplace")
        kind = ERROR
    write(kind, request_id.encode() + b"\n" + answer)


def describe(failure, request_id):
    import traceback

    if isinstance(failure, Fault):
        error_type, trace = failure.error_type, failure.trace or []
    else:
        error_type = type(failure).__name__
        frames = list(traceback.extract_tb(failure.__traceback__))
        while frames and frames[0].filename == __file__:
            frames.pop(0)
        # As plain tuples: carets under a part of the line (3.11 and newer) are not AWS' form.
        trace = traceback.format_list([(f.filename, f.lineno, f.name, f.line) for f in frames])
    return {
        "errorMessage": str(failure),
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": trace,
    }


def log_error(error):
    if JSON_FORMAT:
        now = time.strftime(SECONDS, time.gmtime())
        write(JSON_LOG, encode({"timestamp": now, "level": "ERROR", **error}).encode())
        return
    lines = ["[ERROR] " + ": ".join(filter(None, (error["errorType"], error["errorMessage"])))]
    lines.append("Traceback (most recent call last):")
    for entry in error["stackTrace"]:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append(NO_BREAK_SPACE * (len(line) - len(text)) + text)
    write(TEXT_LOG, "\n".join(lines).encode("utf-8", "backslashreplace"))


class Context:
    """What AWS calls the context object."""

    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.tenant_id = None
        self.identity = Record("cognito_identity_id", "cognito_identity_pool_id")
        self.client_context = client_context(headers.get("lambda-runtime-client-context"))
        self._deadline = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        write(TEXT_LOG, str(message).encode("utf-8", "backslashreplace"))

    def __repr__(self):
        members = ("%s=%s" % item for item in vars(self).items() if item[0][0] != "_")
        return "LambdaContext([%s])" % ",".join(members)


class Record:
    """An object with the given attributes, each None where the values have none."""

    def __init__(self, *names, values=None):
        for name in names:
            setattr(self, name, (values or {}).get(name))

    def __repr__(self):
        return "[%s]" % ",".join("%s=%s" % item for item in vars(self).items())


def client_context(text):
    if not text:
        return None
    try:
        values = json.loads(text)
    except ValueError as failure:
        raise Fault(
            "Runtime.LambdaContextUnmarshalError",
            "Unable to parse Client Context JSON: %s" % failure,
        )
    context = Record("custom", "env", "client", values=values)
    if context.client is not None:
        context.client = Record(
            "installation_id",
            "app_title",
            "app_version_name",
            "app_version_code",
            "app_package_name",
            values=context.client,
        )
    return context


def encode(value):
    """JSON as AWS' runtime writes it: a Decimal is a number with all its digits, a namedtuple an object."""
    decimals = []

    def default(item):
        decimal = sys.modules.get("decimal")
        if decimal is None or not isinstance(item, decimal.Decimal):
            raise TypeError("Object of type %s is not JSON serializable" % type(item).__name__)
        if item.is_nan():
            return float("nan")
        decimals.append(str(item))
        return "%s%d" % (mark, len(decimals) - 1)

    mark = "\ue000decimal-%s-" % os.urandom(8).hex()
    text = json.dumps(with_plain_tuples(value), ensure_ascii=ESCAPED, default=default)
    if decimals:
        import re

        shown = json.dumps(mark, ensure_ascii=ESCAPED)[1:-1]
        pattern = '"%s(\\d+)"' % re.escape(shown)
        text = re.sub(pattern, lambda found: decimals[int(found.group(1))], text)
    return text


def with_plain_tuples(value, parents=()):
    if not isinstance(value, (dict, list, tuple)):
        return value
    if id(value) in parents:
        raise ValueError("Circular reference detected")
    parents = (*parents, id(value))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: with_plain_tuples(item, parents) for key, item in value.items()}
    return [with_plain_tuples(item, parents) for item in value]


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
    record.aws_request_id = current_request_id
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
        for key, value in vars(record).items():
            if key not in self.plain and key not in entry and value is not None:
                entry[key] = value
        return json.dumps(entry, ensure_ascii=False, default=str)


class FrameStream(io.RawIOBase):
    """Standard output and error as frames: in order with the log, and there when the handler has answered."""

    def __init__(self, descriptor):
        super().__init__()
        self.descriptor = descriptor

    def writable(self):
        return True

    def fileno(self):
        return self.descriptor

    def write(self, data):
        data = bytes(data)
        if data:
            write(OUTPUT, data)
        return len(data)

    def close(self):
        """The stream lasts as long as the process."""


def write(kind, body):
    now = int(time.time() * 1000000)
    frame = b"".join(
        (kind.to_bytes(4, "big"), len(body).to_bytes(4, "big"), now.to_bytes(8, "big"), body)
    )
    with write_lock:
        sent = os.write(TO_ENDPOINT, frame)
        while sent < len(frame):
            sent += os.write(TO_ENDPOINT, frame[sent : sent + 65536])


def next_event():
    write(NEXT, str(memory()).encode())
    lengths = read(8)
    headers = read(int.from_bytes(lengths[:4], "big"))
    return json.loads(headers), read(int.from_bytes(lengths[4:], "big"))


def read(size):
    chunks = []
    while size > 0:
        chunk = os.read(FROM_ENDPOINT, min(size, 1048576))
        if not chunk:
            os._exit(0)
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def memory():
    """Bytes that the process has held at most, 0 where that is unknown."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
