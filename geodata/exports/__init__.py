"""What leaves the product for other programs: documents and layers, from values that the casebook already filtered."""
