"""Many patients: the rows that records become, and the facts that are read from them."""
