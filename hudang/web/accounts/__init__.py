"""用户与岗位: sign-in, password, users."""
