"""How the bundled embedding model is made; `python -m training --help`."""
