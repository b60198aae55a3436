"""Measurements: each work beside the bare SQL for the same rows, in the same run."""
