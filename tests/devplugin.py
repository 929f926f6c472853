"""Loaded by `-p tests.devplugin`, before pytest-django reads the settings."""
