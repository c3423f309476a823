# Installs voorzorg without internet: powershell -ExecutionPolicy Bypass -File install.ps1 [FOLDER]
# $env:PYTHON chooses the interpreter; it must be of the version in the file python-version.
param([string]$Where = "")
$ErrorActionPreference = "Stop"
$here = $PSScriptRoot
if (-not $Where) { $Where = Join-Path $here "voorzorg-venv" }
$wanted = (Get-Content (Join-Path $here "python-version")).Trim()
if ($env:PYTHON) { $python = @($env:PYTHON) } else { $python = @("py", "-$wanted") }
$exe, $first = $python[0], @($python | Select-Object -Skip 1)
$found = & $exe @first -c 'import sys; print(\"%d.%d\" % sys.version_info[:2])'
if ($found -ne $wanted) { throw "voorzorg: found Python $found, and this bundle is for Python $wanted (set PYTHON)" }
foreach ($line in Get-Content (Join-Path $here "SHA256SUMS")) {
  $sum, $name = $line -split "  ", 2
  $is = (Get-FileHash -Algorithm SHA256 (Join-Path $here $name)).Hash.ToLower()
  if ($is -ne $sum) { throw "voorzorg: $name is damaged or was changed; copy the bundle again" }
}
& $exe @first -m venv $Where
$inside = Join-Path $Where "Scripts\python.exe"
& $inside -m pip install --quiet --disable-pip-version-check --no-index --find-links (Join-Path $here "wheels") `
  --require-hashes --requirement (Join-Path $here "requirements.txt")
if ($LASTEXITCODE) { throw "voorzorg: the installation failed" }
Write-Output "installed: $Where\Scripts\voorzorg.exe"
Write-Output "next: voorzorg new mystudy; cd mystudy; voorzorg run"
