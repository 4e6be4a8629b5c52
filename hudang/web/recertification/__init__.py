"""动态管理: the pages of tasks, visits, rules and what is seen of them."""
