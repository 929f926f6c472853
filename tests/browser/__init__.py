"""Journeys of persons in headless Chromium."""
