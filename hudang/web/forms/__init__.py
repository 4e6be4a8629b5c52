"""表单 pages."""
