"""首页: counts that open into the lists they count."""
