"""The pipes to the endpoint: frames go out on descriptor 3, events come in on descriptor 4."""

import io
import json
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

# The descriptor's name is for runtimes that ask; AWS' own hides it from handlers too.
os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)

write_lock = allocate_lock()


def write(kind, body):
    """A frame in the framing of AWS' telemetry: type, length, time in microseconds, message."""
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


def text_stream(descriptor):
    return io.TextIOWrapper(
        FrameStream(descriptor), "utf-8", "backslashreplace", newline="", write_through=True
    )
