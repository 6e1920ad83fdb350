"""One file a feature: read arguments, defer, call, render, send."""
