"""Acts of 数字化: taking files in, making page images."""
