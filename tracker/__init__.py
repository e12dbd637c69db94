"""The displacement tracker: collect, read, schedule, export."""
