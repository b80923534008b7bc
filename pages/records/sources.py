"""Sources: one fact, its sentence, and what was read out of it."""

from lib.ui import data, sentence

view = sentence.View.of(data.board())

sentence.way_back(view)
sentence.text_and_reading(view)
