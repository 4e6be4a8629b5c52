"""行政区划: county, township, village, with validity dates."""
