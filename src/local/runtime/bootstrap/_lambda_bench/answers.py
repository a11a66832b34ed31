"""Answers as AWS' runtime writes them."""

import json
import os
import sys

# Up to 3.11 AWS escapes what is not ASCII.
ESCAPED = os.environ.get("AWS_EXECUTION_ENV", "") in {
    "AWS_Lambda_python3.%d" % minor for minor in range(6, 12)
}


def encode(value):
    """JSON text; a Decimal is a number with all its digits, a named tuple an object."""
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
