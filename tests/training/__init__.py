"""That the engine's weights are learned as training/ says: on toy problems and on articles of our own words."""
