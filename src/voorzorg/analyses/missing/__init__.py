"""Missing data of a study: imputed once for all outcomes, analysed as if complete, pooled, and stressed."""
