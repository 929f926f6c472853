"""Electronic certified copies (chứng thực bản sao điện tử)."""
