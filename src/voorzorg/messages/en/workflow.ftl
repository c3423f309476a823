### Snakemake's own report.

workflow-tables = Tables
workflow-figures = Figures
workflow-table = Table
workflow-figure = Figure
workflow-pages = Pages
workflow-page = Page
workflow-synthetic = Synthetic data: no real participants.
workflow-beside-figure = Beside it lies the figure as PNG (300 dpi) and, without title and notes, as PDF for a journal.
workflow-beside-table = Beside it lies the same table as Word, LaTeX and CSV.
workflow-report = The report of this study: participation, characteristics at baseline, all outcomes with tables, figures and methods, quality of the data, and every estimate in a table that can be searched.
workflow-notebook = A walk through the results, from the table of estimates.
workflow-evidence = What was published on VoorZorg: every figure with its source, whether the figures agree with each other and with arithmetic, and the studies of the programme taken together.
workflow-economics = What VoorZorg costs a municipality, what may come back, and how sure that is: with sliders, and a technical appendix.
workflow-report-name = Report
workflow-notebook-name = Notebook
workflow-evidence-name = Published figures
workflow-economics-name = Business case
