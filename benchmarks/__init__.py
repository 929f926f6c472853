"""Speed of pages, in CPU per request, against a bare page over the same rows (see README.md here)."""
