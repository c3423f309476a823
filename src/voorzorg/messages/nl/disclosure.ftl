# Waarom de uitvoercontrole een rij met echte gegevens niet toont.
withheld-few = niet getoond: minder dan { $minimum } deelnemers in een cel, of een cel die zo'n aantal zou verraden
withheld-revealed = niet getoond: minder dan { $minimum } deelnemers zouden volgen uit dit en wat getoond wordt
withheld-alike = niet getoond: minder dan { $minimum } deelnemers gaven een ander antwoord dan alle anderen
withheld-person = niet getoond: het gaat over één deelnemer
withheld-uncounted = niet getoond: misschien berust het op minder dan { $minimum } deelnemers: hoeveel staat er niet bij
withheld-dominance = niet getoond: minder dan { $minimum } deelnemers, of een of twee van hen, maken het grotendeels uit
withheld-freedom = niet getoond: naast de parameters van het model zijn er minder dan { $minimum } vrijheidsgraden over
withheld-median = niet getoond: een mediaan van zo weinig deelnemers zou de eigen waarde van één van hen zijn
withheld-together = niet getoond: berekend over rijen die niet alle getoond worden
withheld-label = niet getoond: berekend over categorieën die als één getoond worden
# Nadrukkelijk gezegd waar echte gegevens minder beschermd worden dan gebruikelijk.
control-none = Echte gegevens zonder uitvoercontrole: het manifest van het cohort zegt 'public: true'. Laat dit alleen naar buiten als iedereen de gegevens van de deelnemers al mag hebben.
control-loosened = Uitvoercontrole met lagere grenzen dan gebruikelijk: de kleinste cel is { $minimum }, aantallen zijn veelvouden van { $base }.
rounded-counts = afgerond: aantallen op een veelvoud van { $base }
kept-inside = een opmerking over weinig deelnemers blijft binnen
