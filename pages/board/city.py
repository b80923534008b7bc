"""City: one city as a profile that prints on a sheet, and beside up to three others."""

from lib.ui import city, comparing, data

view = city.View.of(data.board())

city.title(view)
city.notices(view)
if view.code:
    city.profile(view)
    comparing.section(view)
else:
    city.choice(view)
