"""Law and arithmetic of training."""
