"""申请办理: pages of cases."""
