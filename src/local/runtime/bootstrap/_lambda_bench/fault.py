class Fault(Exception):
    """A failure that AWS' runtime names itself."""

    def __init__(self, error_type, message, trace=None):
        super().__init__(message)
        self.error_type = error_type
        self.trace = trace
