"""Pages of auctions."""
