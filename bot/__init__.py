"""Start: the command line, settings, wiring, the client, the error table, supervised loops."""
