"""How machines find public pages: site map, feeds, schema.org data (cho máy tìm kiếm và trình đọc tin)."""
