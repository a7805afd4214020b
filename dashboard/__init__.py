"""The pages, the command line and the addresses through which people reach the casebook."""
