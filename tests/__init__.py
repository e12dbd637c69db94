"""The tests; each file is a table of cases that reads like a specification."""
