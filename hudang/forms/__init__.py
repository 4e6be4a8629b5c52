"""表单: every paper of the procedure as data (forms.md F01–F40), its reading, its sheet, and the papers made of it."""
