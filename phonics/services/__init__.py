"""What people do: every function takes `session` and `actor` first, adds and flushes, never commits."""
