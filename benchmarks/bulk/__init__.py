"""How is a large Bulk Data export made of which the answers are known? See README.md here."""
