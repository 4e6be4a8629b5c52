"""页面: pages, function views, one URL one act."""
