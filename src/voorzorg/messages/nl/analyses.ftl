# Wat regels van de schattingentabel over zichzelf zeggen.
only-those-with = alleen wie dit heeft, is vergeleken ({ $variable }): wie dat zijn, kan van de groep afhangen
clusters-ignored = clusters ({ $cluster }) blijven buiten beschouwing: het interval is waarschijnlijk te smal, de p-waarde te klein
