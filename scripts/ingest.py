"""Read, check and harmonise a cohort's files: raw files -> tidy data, data dictionary, provenance."""

from voorzorg.cohorts.harmonise.ingest import ingest
from voorzorg.cohorts.harmonise.tidy import write_tidy
from voorzorg.cohorts.identity.pseudonyms import SYNTHETIC_KEY, load_key
from voorzorg.cohorts.manifest.model import read_manifest
from voorzorg.jobs import job
from voorzorg.provenance import files_below, record, write_record

with job(snakemake) as run:  # noqa: F821
    manifest = read_manifest(run.input.manifest)
    open_to_all = run.params.synthetic or manifest.public
    key = SYNTHETIC_KEY if open_to_all else load_key(run.params.secrets, create=True)
    ingested = ingest(manifest, run.params.folder, key=key, instruments=run.params.instruments)
    write_tidy(ingested, run.folder(run.output.participants))
    inputs = [run.input.manifest, *files_below(run.params.folder), *run.input.instruments]
    write_record(
        run.output.provenance,
        record(
            inputs,
            run.config,
            run.params.folder,
            {**run.contents, **ingested.digests},
            data_kind=run.data_kind,
        ),
    )
