"""Hall Client (大厅客户端): the desktop program of a government service hall."""

VERSION = "0.1.0"
