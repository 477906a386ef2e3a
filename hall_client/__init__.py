"""Hall Client (大厅客户端): the desktop program that runs a government service hall."""
