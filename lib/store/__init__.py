"""The only file access: tables, logs, borders and report texts of a data folder."""
