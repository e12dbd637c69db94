"""Charts: a file each, with TITLE and draw(...) -> plotly Figure. Pure: what is drawn comes in as arguments."""
