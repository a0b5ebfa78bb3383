"""From numbers to the geometry of small pictures; templates draw them. No Django, no markup, no colours.

Across, everything is in hundredths of the width, so that a picture is as wide as its place and its
letters keep their size; upright, in pixels.
"""
