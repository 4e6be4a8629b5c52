"""消息: the inbox."""
