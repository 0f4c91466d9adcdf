"""The frozen values that cross the house, the public JSON shapes among them."""
