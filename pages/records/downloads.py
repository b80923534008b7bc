"""Downloads: files of the selection, their numbers in every version, and how to check one."""

from lib.ui import data, downloads

view = downloads.View.of(data.board())

downloads.title(view)
downloads.contents(view)
downloads.files(view)
downloads.sayings(view)
downloads.pictures(view)
downloads.versions(view)
downloads.checking(view)
