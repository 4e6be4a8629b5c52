"""档案: fonds, series, household file, pouch, box, item, page, completeness."""
