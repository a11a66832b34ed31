"""Loads the handler and gives it one event after the other."""

import importlib
import json
import logging
import os
import sys

from . import pipes
from .answers import encode
from .context import LambdaContext
from .fault import Fault
from .logs import Invocation, log_error, set_up_logging


def run(name):
    sys.stdout = pipes.text_stream(1)
    sys.stderr = pipes.text_stream(2)
    set_up_logging()
    handler = load_or_exit(name)
    while True:
        headers, payload = pipes.next_event()
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
        pipes.write(pipes.INIT_ERROR, encode(error).encode())
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
    request_id = Invocation.request_id = headers["lambda-runtime-aws-request-id"]
    Invocation.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
    os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
    try:
        context = LambdaContext(headers)
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
        kind = pipes.RESPONSE
    except Exception as failure:
        error = describe(failure, request_id)
        log_error(error)
        answer = encode(error).encode("utf-8", "backslashreplace")
        kind = pipes.ERROR
    pipes.write(kind, request_id.encode() + b"\n" + answer)


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
