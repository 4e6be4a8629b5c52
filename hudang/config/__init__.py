"""装配: settings, URLs, the only place that knows everything."""
