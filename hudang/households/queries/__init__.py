"""Reading households: what a user may see is the division's prefix, in every query."""

from hudang.households.queries.visible import household_for

__all__ = ["household_for"]
