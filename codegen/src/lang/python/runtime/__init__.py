"""The runtime: the same for every protocol."""
