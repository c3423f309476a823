# Clusters, en de random effecten van multilevelmodellen.
intercepts-per-participant-and-in-arm = random intercepts per deelnemer en, alleen in de groep { $arm }, per { $cluster }
intercept-per-in-arm = random intercept per { $cluster }, alleen in de groep { $arm }
intercepts-per-and-in-arm-within = random intercepts per { $level } en, alleen in de groep { $arm }, per { $cluster } daarbinnen
intercepts-per-and-in-arm-across = random intercepts per { $level } en, alleen in de groep { $arm }, per { $cluster } daar dwars doorheen
bias-reduced-over = standaardfout over clusters ({ $variable }) zoals die bij weinig clusters hoort, en t-interval met de vrijheidsgraden van Satterthwaite
