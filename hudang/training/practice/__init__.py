"""练习环境: an invented county in a database file of its own for each trainee, and what is practised there."""
