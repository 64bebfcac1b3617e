"""What guides are made of: how Markdown is read, how plain a text is, how guides are found."""
