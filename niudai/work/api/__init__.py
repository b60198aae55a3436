"""The work room in the JSON API: plans, and assignments."""
