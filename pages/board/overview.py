"""Overview: what the report says, whose it is, and where it lies."""

from lib.ui import data, overview

view = overview.View.of(data.board())

overview.title(view)
overview.headline_and_map(view)
overview.charts(view)
overview.timeline(view)
overview.table(view)
