"""Pages of the allowance: months, lists, ledger, change of the standard."""
