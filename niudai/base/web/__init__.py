"""The web kit: the frame of every page, lists, fields, problem pages and what keeps typed text from being lost."""
