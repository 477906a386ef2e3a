"""The schema, one module per noun; `whole` brings all of them."""
