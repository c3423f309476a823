# Numbers of participants that output control made coarse.
people-fewer = minder dan { $n }
people-about = ongeveer { $n }
people-at-least = { $n } of meer
