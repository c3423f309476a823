# What the rules share: the validated configuration, the cohorts, and where their files are.

import gc
import os
import sys
import zlib
from pathlib import Path

from voorzorg.cohorts.manifest.model import Manifest, read_manifest
from voorzorg.cohorts.manifest.outcomes import families_of, shares_of
from voorzorg.cohorts.places import (
    COHORTS,
    check_folder,
    check_name,
    manifest_file,
    manifests_of,
    place_of,
    plan_file,
)
from voorzorg.cohorts.identity.pseudonyms import (
    SYNTHETIC_KEY,
    NoKeyError,
    fingerprint,
    load_key,
)
from voorzorg.config import language_of_messages, load_yaml, parse_config
from voorzorg.errors import UserError
from voorzorg.present.captions import Captions
from voorzorg.home import found, home
from voorzorg.instruments.store import key_files
from voorzorg.jobs import left_out, tell
from voorzorg.provenance import file_hash, source_hash


def checked(read, *arguments):
    """A mistake in a configuration file is one clear message, not a traceback with lines of Snakemake."""
    try:
        return read(*arguments)
    except UserError as error:
        tell(error.told(language_of_messages()))
        sys.exit(1)


# The folder of this workflow: `voorzorg run` starts in a study's folder, and other workflows import this one.
# Where its files come from the internet, those of the installed package stand for them.
HERE = Path(str(workflow.current_basedir)).parents[1]
PROJECT = HERE if HERE.is_dir() else home()


def ours(relative):
    """A file of this project, beside the workflow."""
    return str(found(relative, PROJECT))


def source(script):
    """A hash of a script and of all that it imports, so that a changed library runs again what depends on it."""
    return source_hash(PROJECT / "scripts" / script)


# With `--software-deployment-method conda` jobs run in an environment of their own, which has the packages but
# not this library.
if (PROJECT / "src").is_dir():
    os.environ.setdefault("PYTHONPATH", str((PROJECT / "src").resolve()))

# Jobs run beside each other and each works on small matrices: more threads per job would make all of them slower,
# several times so, and could change the last digit.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

# A job frees and asks again for the same memory thousands of times; giving it back to the system each time (as the
# GNU library does with pieces of 128 kB) takes a tenth of the processor time of the larger jobs.
for variable in ("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"):
    os.environ.setdefault(variable, str(32 * 1024 * 1024))

# What is imported stays: garbage collection, at the end of a run above all, need not look through it.
gc.freeze()

# Snakemake reads the configuration itself, and of a key that stands in a file twice keeps the last.
for file in workflow.configfiles:
    checked(load_yaml, file)
RUN = checked(parse_config, config)
SAID = Captions(RUN.language)
PUBLISHED = Path(ours("data/published"))
INSTRUMENTS = sorted(map(str, key_files().values()))
FIGURES = sorted(map(str, PUBLISHED.glob("*.csv"))) + sorted(
    map(str, PUBLISHED.glob("*.yaml"))
)
MANIFESTS: dict[str, Manifest] = {}


def manifest_of(cohort):
    if cohort not in MANIFESTS:
        if cohort in BROKEN:
            sys.exit(1)  # it was told why below
        MANIFESTS[cohort] = checked(read_cohort, cohort)
    return MANIFESTS[cohort]


def read_cohort(cohort):
    """A cohort's manifest, called as its folder, with its data where config.yaml says they are."""
    manifest = read_manifest(manifest_file(cohort))
    check_name(cohort, manifest)
    check_folder(cohort, RUN.data_of(cohort))
    return manifest


# A mistake in one cohort's manifest stops that cohort only; it is told, and the others are made.
BROKEN: dict[str, UserError] = {}
for cohort in RUN.cohorts:
    try:
        MANIFESTS[cohort] = read_cohort(cohort)
    except UserError as error:
        BROKEN[cohort] = error
        if workflow.is_main_process:
            tell(left_out(cohort, error, RUN.language))
USABLE = [cohort for cohort in RUN.cohorts if cohort not in BROKEN]
TRIALS = [cohort for cohort in USABLE if MANIFESTS[cohort].arms is not None]


def plan_of(wildcards):
    """The plan that was written before, if there is one: a change of it makes tables and report anew."""
    path = plan_file(manifest_input(wildcards))
    return [str(path)] if path.exists() else []


def manifest_input(wildcards):
    """The manifest of a rule's cohort: the study's own or, where it has none, the project's."""
    return str(manifest_file(wildcards.cohort))


def specification_input(wildcards):
    """What a cohort's synthetic data are made by, beside its manifest."""
    return str(manifest_file(wildcards.cohort).with_name("synthetic.yaml"))


def folders_of(files):
    """The folders that hold these inputs, for a job that reads them as a whole."""
    return sorted({str(Path(file).parent) for file in files})


def folder_of(files):
    """The one folder that holds all of these inputs."""
    (folder,) = folders_of(files)
    return folder


def place(cohort):
    """The cohort's data folder, and whether its data are synthetic; the same for `voorzorg check`."""
    return place_of(cohort, manifest_of(cohort), RUN.data_of(cohort))


def is_synthetic(cohort):
    return place(cohort).synthetic


def key_of(wildcards):
    """A fingerprint of the pseudonyms' key: with another key the files are read again."""
    if is_synthetic(wildcards.cohort) or manifest_of(wildcards.cohort).public:
        return fingerprint(SYNTHETIC_KEY)
    # Made here rather than by the job, or the next run would find that the fingerprint changed.
    folder = COHORTS / wildcards.cohort
    try:
        return fingerprint(load_key(folder, create=not workflow.dryrun))
    except NoKeyError:
        return "none"  # a dry run before the first run


def disclosure_of(cohort):
    """The limits of output control; none where the participants' data are public already."""
    if manifest_of(cohort).public:
        return None
    return RUN.disclosure.model_dump(mode="json", exclude={"reason"})


def content_of(file):
    """A file's checksum as it was when the run decided what to make: jobs, which are processes of their own, find
    it in their environment."""
    name = f"VOORZORG_CONTENT_{abs(zlib.crc32(str(Path(file).resolve()).encode())):08X}"
    if workflow.is_main_process and name not in SEEN or name not in os.environ:
        os.environ[name] = file_hash(file)
        SEEN.add(name)
    return os.environ[name]


SEEN = set()


def contents(*inputs):
    """What input files hold, as checksums: files that people change count by content. A timestamp says nothing:
    of a copy, or a file out of an archive, it may be older than the file that it takes the place of.

    ``inputs`` are lists or functions of wildcards, and so is what is returned: what Snakemake derives from a rule's
    input is no reason to run it again.
    """

    def held(wildcards):
        files = []
        for one in inputs:
            found = one(wildcards) if callable(one) else one
            files += [found] if isinstance(found, str) else found
        return {
            str(file): content_of(str(file)) for file in files if Path(file).is_file()
        }

    return held


def raw_files(wildcards):
    """What ingest reads: the files that the manifest names, so that a changed one is read again."""
    where = place(wildcards.cohort)
    if where.synthetic:
        return str(where.folder)
    return list(map(str, where.files(manifest_of(wildcards.cohort))))


def outcomes_of(cohort):
    return RUN.outcomes_of(manifest_of(cohort))


def family_config(wildcards):
    """What an outcome family's estimates depend on; a change elsewhere in config.yaml leaves them be."""
    chosen = {
        key: outcome.model_dump(mode="json")
        for key, outcome in outcomes_of(wildcards.cohort).items()
        if outcome.family == wildcards.family
    }
    return {
        "outcomes": chosen,
        "analysis": RUN.analysis.model_dump(mode="json"),
        "seed": RUN.seed,
    }


def imputation_config(wildcards):
    """What the imputed data sets depend on: outcomes that ask for them, as far as it matters to the sets."""
    shown = {
        "variable",
        "event",
        "waves",
        "informant",
        "type",
        "only_where",
        "zero_where",
        "adjust",
        "cluster",
    }
    return {
        "outcomes": {
            key: outcome.model_dump(mode="json", include=shown)
            for key, outcome in outcomes_of(wildcards.cohort).items()
            if "imputation" in outcome.chosen_analyses
        },
        "adjust": RUN.analysis.adjust,
        "imputations": RUN.analysis.imputations,
        "seed": RUN.seed,
    }


def imputed_sets_of(wildcards):
    """The stored sets, for a family of a trial with outcomes that are to be imputed, but not so many that their
    pooled analyses are jobs of their own."""
    asked = any(
        "imputation" in outcome.chosen_analyses
        for outcome in outcomes_of(wildcards.cohort).values()
        if outcome.family == wildcards.family
    )
    trial = manifest_of(wildcards.cohort).arms is not None
    alone = shares_of_family(wildcards.cohort, wildcards.family) == []
    return (
        f"results/{wildcards.cohort}/tidy/imputed.parquet"
        if asked and trial and alone
        else []
    )


def shares_of_family(cohort, family):
    """Outcomes of the jobs that pool a large family's analyses over the imputed sets of a trial."""
    trial = manifest_of(cohort).arms is not None
    return shares_of(outcomes_of(cohort), family) if trial else []


def pooled_parts(wildcards):
    """What those jobs make, of all families."""
    return [
        f"results/{wildcards.cohort}/tidy/parts/pooled/{family}.{share}.parquet"
        for family in families_of(outcomes_of(wildcards.cohort))
        for share in range(len(shares_of_family(wildcards.cohort, family)))
    ]


def waiting_for(wildcards):
    """The priority of a family's estimates: the more there is to estimate, the sooner, so that a run does not end
    with one long job."""
    family = wildcards.family
    mine = [o for o in outcomes_of(wildcards.cohort).values() if o.family == family]
    many = sum(max(1, len(o.waves)) * len(o.chosen_analyses) for o in mine)
    return 20 + 4 * many / (many + 50)


def labels(cohort):
    """What presentation takes from config.yaml: language, labels, and what the analyses were asked to do."""
    outcomes = {
        key: outcome.model_dump(mode="json")
        for key, outcome in outcomes_of(cohort).items()
    }
    return {
        "language": RUN.language,
        "families": {
            key: label.model_dump(mode="json") for key, label in RUN.families.items()
        },
        "outcomes": outcomes,
        "analysis": RUN.analysis.model_dump(mode="json"),
    }


def comparison_of(wildcards):
    """The cohort's estimates beside published ones, where it names a publication."""
    published = manifest_of(wildcards.cohort).published
    return f"results/{wildcards.cohort}/comparison.csv" if published else []


def beside_of(wildcards):
    """Manifest and estimates of the cohort shown beside this one, where that one has been run."""
    beside = manifest_of(wildcards.cohort).beside
    files = (
        [
            str(manifest_file(beside.cohort)),
            f"results/{beside.cohort}/estimates.parquet",
        ]
        if beside
        else []
    )
    return files if all(Path(file).exists() for file in files) else []


def economics_file(setting):
    """A file that config.yaml names for the business case."""
    name = getattr(RUN.economics, setting)
    path = ours(name)
    if not Path(path).is_file() and workflow.is_main_process:
        tell(f"config.yaml, economics.{setting}: {name}: no such file")
    return path


def own_estimates(wildcards):
    """Estimates of the cohort whose own costs and effects are shown, where config.yaml names one."""
    own = RUN.economics.own
    return f"results/{own}/estimates.parquet" if own else []


def study_file(wildcards):
    return ours(f"data/studies/{wildcards.study}.yaml")


def study_blocks(wildcards):
    """The estimates of a study's blocks; how many there are stands in its file."""
    path = study_file(wildcards)
    content = checked(load_yaml, path)
    blocks = content.get("blocks", 4) if isinstance(content, dict) else 1
    blocks = blocks if isinstance(blocks, int) and 0 < blocks <= 1000 else 1
    return expand(
        "results/studies/{study}/blocks/{block}.parquet",
        study=wildcards.study,
        block=range(blocks),
    )


# What Snakemake's report calls things, in the run's language; asked for when that report is written.


def in_words(key):
    """A message of the workflow."""
    return lambda wildcards: SAID.say(key)


def titled(kind, path):
    """A file of ``path``, a pattern of wildcards, under its own title."""
    return lambda wildcards: {SAID.say(kind): SAID.title_of(path.format(**wildcards))}


def named(key):
    """A page under its name."""
    return lambda wildcards: {SAID.say("page"): SAID.say(f"{key}-name")}
