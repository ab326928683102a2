"""The use cases: build, check, add, resolve, fix, mail, serve, evaluate, fit, explain. Each calls stages, and writes."""
