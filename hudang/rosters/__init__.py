"""花名册: reading offices' workbooks, verdicts row by row, import and undo."""
