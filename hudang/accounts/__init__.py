"""人员与授权: users, posts, rights, division scope."""
