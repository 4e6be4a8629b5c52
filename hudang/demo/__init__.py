"""示例县: an invented county for first steps, tests and benchmarks."""
