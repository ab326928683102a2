"""The use cases: build, check, add, resolve, fix, mail, serve, evaluate, fit and explain, one file each."""
