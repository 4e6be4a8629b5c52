"""Reading forms and the papers made of them."""
