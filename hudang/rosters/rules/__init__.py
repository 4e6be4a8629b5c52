"""Pure rules of the import: header, mapping, normal forms, verdicts. No Django, no database."""
