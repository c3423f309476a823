"""Would a test notice? One change at a time in sampled lines of ``src/``, and the tests that should fail."""
