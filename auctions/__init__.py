"""Public notices and registries of asset auctions (đấu giá tài sản)."""
