"""操作日志: append-only log, chained by SM3."""
