#!/usr/bin/env bash
# What `make lab` opens: JupyterLab serves the project's notebooks with a kernel that finds voorzorg, and they run in it.
# Needs the trial's results. Usage: .ci/check_lab.sh LAB (the folder with JupyterLab, made by `make .venv-lab/.installed`)
set -euo pipefail
lab=$(realpath "$1")
folder=$(mktemp -d)
"$lab/bin/jupyter" lab notebooks --no-browser --allow-root --port 8931 --IdentityProvider.token=check > "$folder/lab.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 60); do
  curl -sf "http://127.0.0.1:8931/api/kernelspecs?token=check" -o "$folder/kernels.json" && break
  sleep 1
done
grep -q '"display_name": "voorzorg"' "$folder/kernels.json"
curl -sf "http://127.0.0.1:8931/api/contents?token=check" | grep -q '"trial.en.ipynb"'
"$lab/bin/jupyter" nbconvert --execute --to notebook --output-dir "$folder" notebooks/trial.en.ipynb
echo "JupyterLab opens the notebooks with voorzorg's kernel, and they run in it"
