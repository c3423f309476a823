# Numbers of participants that output control made coarse.
people-fewer = fewer than { $n }
people-about = about { $n }
people-at-least = { $n } or more
