"""家庭与成员: households, members, incomes, assets, classification."""
