"""What AWS calls the context object."""

import json
import os
import time

from .fault import Fault
from .pipes import TEXT_LOG, write


class LambdaContext:
    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
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
