"""Every change of 行政区划."""
