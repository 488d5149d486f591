"""What do the rules find in real, public records? Each study is one folder here and one command."""
