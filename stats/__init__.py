"""Statistical reports of the justice sector (thống kê ngành Tư pháp)."""
