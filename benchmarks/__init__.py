"""Measurements that anyone can run; README.md says which."""
