"""What a person has at hand, not a feed: tables, reports and pages, collected when asked and never on schedule."""
