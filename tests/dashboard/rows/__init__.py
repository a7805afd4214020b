"""The rows of the product's two tables, one by one."""
