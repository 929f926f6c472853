"""HTTP of accounts: load, check, call one service, redirect."""
