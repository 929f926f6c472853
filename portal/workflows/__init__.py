"""The workflows of the public content, one table each."""
