# Wat de uitvoercontrole met een regel deed.
suppressed = onderdrukt: minder dan { $minimum } deelnemers in een cel, of een cel die zo'n cel zou verraden
rounded-counts = afgerond: aantallen op een veelvoud van { $base }
