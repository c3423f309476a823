# Clusters, en de random effecten van multilevelmodellen.
multilevel-participants = multilevel logistische regressie, random intercept per deelnemer
multilevel-participants-and = multilevel logistische regressie, random intercepts per deelnemer en { $cluster }
multilevel-participants-and-in-arm = multilevel logistische regressie, random intercepts per deelnemer en, alleen in de groep { $arm }, per { $cluster }
multilevel-three-levels = logistische regressie met drie niveaus, random intercepts per deelnemer en { $cluster }
multilevel-clusters = multilevel logistische regressie, random intercept per { $cluster }
multilevel-clusters-in-arm = multilevel logistische regressie, random intercept per { $cluster }, alleen in de groep { $arm }
multilevel-clusters-in-arm-within = multilevel logistische regressie, random intercepts per { $level } en, alleen in de groep { $arm }, per { $cluster } daarbinnen
multilevel-clusters-in-arm-across = multilevel logistische regressie, random intercepts per { $level } en, alleen in de groep { $arm }, per { $cluster } daardwars doorheen
adjusted-for = gecorrigeerd voor { $names }
errors-few-clusters = standaardfout over clusters ({ $cluster }), gecorrigeerd voor hun geringe aantal, en t-interval met de vrijheidsgraden van Satterthwaite
no-clustering-variable = geen clustervariabele in het cohort
too-few-clusters-for-a-test = { $clusters } clusters: minder dan { $fewest } dragen geen interval en geen toets
