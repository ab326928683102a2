"""The use cases: build, check, add, resolve, fix, mail, serve. Each reads, calls pure stages, and writes."""
