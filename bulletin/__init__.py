"""The published record of a periodical, and the Django project; it never imports the desk."""
