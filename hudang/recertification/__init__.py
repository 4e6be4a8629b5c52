"""动态管理: who is to be seen when, the tasks that follow, visits and their outcomes."""
