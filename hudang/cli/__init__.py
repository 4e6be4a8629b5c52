"""命令行: the command ``hudang``."""
