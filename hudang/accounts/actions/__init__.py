"""Every change of accounts: opening and ending them, granting posts, signing in."""
