"""Repair of a block's text: encoding, then spacing, then words. Each part finds changes, none applies them."""
