"""The forms as data, a module for each family; a clerk can proof-read them."""
