"""What physiology says of a schedule of cobalamin: stores, blood, metabolites, nerve."""
