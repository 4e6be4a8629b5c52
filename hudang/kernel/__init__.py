"""底层词汇: the vocabulary of the field that every area shares. No Django, no database."""
