"""What AWS' Python runtime does for a handler, over pipes to the local endpoint."""
