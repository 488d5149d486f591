"""What does a bulk export say? Many patients, read as the rows of their charts."""
