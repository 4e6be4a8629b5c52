"""Pure rules of 行政区划: short codes, names as offices write them, tables of divisions."""
