"""The archive of articles, speakers and quotes; docs/tour.md walks one article through it."""
