"""Pure statistical functions and models; know nothing of VoorZorg, Snakemake or files."""
