"""后台任务: progress and results."""
