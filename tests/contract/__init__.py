"""What every store must do, whatever it is made of. A new store adds its address to conftest.ADDRESSES."""
