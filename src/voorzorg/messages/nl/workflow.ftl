### Het verslag van Snakemake zelf.

workflow-tables = Tabellen
workflow-figures = Figuren
workflow-table = Tabel
workflow-figure = Figuur
workflow-pages = Bladzijden
workflow-page = Bladzijde
workflow-synthetic = Synthetische gegevens: geen echte deelnemers.
workflow-beside-figure = Ernaast staat de figuur als PNG (300 dpi) en, zonder titel en noten, als PDF voor een tijdschrift.
workflow-beside-table = Ernaast staat dezelfde tabel als Word, LaTeX en CSV.
workflow-report = Verslag van dit onderzoek: deelname, kenmerken bij aanvang, alle uitkomsten met tabellen, figuren en methoden, kwaliteit van de gegevens, en elke schatting in een tabel die te doorzoeken is.
workflow-notebook = Een wandeling langs de resultaten, uit de tabel met schattingen.
workflow-evidence = Wat over VoorZorg gepubliceerd is: elk cijfer met zijn bron, of de cijfers met elkaar en met de rekenkunde kloppen, en de studies van het programma samen.
workflow-economics = Wat VoorZorg een gemeente kost, wat ervoor terug kan komen en hoe zeker dat is: met schuiven, en een technische bijlage.
workflow-report-name = Verslag
workflow-notebook-name = Notebook
workflow-evidence-name = Gepubliceerde cijfers
workflow-economics-name = Businesscase
