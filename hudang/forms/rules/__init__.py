"""What a form is, how it is read, and what must agree in it; no Django."""
