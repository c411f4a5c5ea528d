"""Fetch what a department leaves elsewhere: a folder, SFTP, the web, FTP, a Windows share, S3, a database."""
