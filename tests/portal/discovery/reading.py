"""Reading pages as machines do."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from django.test import Client

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def page(client: Client, path: str) -> str:
    """The HTML of a page."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def told(html: str) -> dict[str, Any]:
    """The schema.org objects of a page by their type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return {data["@type"]: data for data in map(json.loads, found)}


def meta(html: str, name: str) -> str:
    """Content of a meta element by its name or property."""
    (content,) = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return content


def canonical(html: str) -> str:
    """The one address of the page."""
    (address,) = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    return address


def entries(client: Client, path: str) -> list[str]:
    """Titles of an Atom feed, in its order."""
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314  written by our own server
    return [title.text or "" for title in root.findall("a:entry/a:title", ATOM)]


def locations(client: Client, path: str) -> list[str]:
    """Addresses of a site map or of a list of them."""
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314  written by our own server
    return [found.text or "" for found in root.iterfind(".//s:loc", MAP)]
