"""A selection as files: CSV, XLSX, and the ZIP that can be checked."""

from lib.export.csvs import csv_for_people, file_name, name_front, neutral
from lib.export.snapshot import Snapshot, place_words

__all__ = ["Snapshot", "csv_for_people", "file_name", "name_front", "neutral", "place_words"]
