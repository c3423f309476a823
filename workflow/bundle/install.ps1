# Installs voorzorg without internet: powershell -ExecutionPolicy Bypass -File install.ps1 [FOLDER]
# $env:PYTHON chooses the interpreter; it must be of the version in the file python-version.
param([string]$Where = "")
$ErrorActionPreference = "Stop"
$here = $PSScriptRoot
if (-not $Where) { $Where = Join-Path $here "voorzorg-venv" }
$wanted = (Get-Content -LiteralPath (Join-Path $here "python-version") -TotalCount 1).Trim()
if ($env:PYTHON) { $exe = $env:PYTHON; $first = @() } else { $exe = "py"; $first = @("-$wanted") }
if (-not (Get-Command $exe -ErrorAction SilentlyContinue)) {
  throw "voorzorg: no Python here; this bundle needs Python $wanted (install it, or set PYTHON to its python.exe)"
}
# No quotation mark inside: PowerShell 5 and 7 pass them to programs differently.
$found = & $exe @first -c 'import sys; print(sys.version_info[0], sys.version_info[1], sep=chr(46))'
if ($LASTEXITCODE -or $found -ne $wanted) {
  throw "voorzorg: found Python $found, and this bundle is for Python $wanted (set PYTHON)"
}
foreach ($line in Get-Content -LiteralPath (Join-Path $here "SHA256SUMS")) {
  if (-not $line) { continue }
  $sum, $name = $line -split "  ", 2
  $file = Join-Path $here $name
  if (-not (Test-Path -LiteralPath $file)) { throw "voorzorg: $name is not there; copy the bundle again" }
  $is = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash
  if ($is -ne $sum) { throw "voorzorg: $name is damaged or was changed; copy the bundle again" }
}
& $exe @first -m venv $Where
if ($LASTEXITCODE) { throw "voorzorg: the folder $Where could not be made" }
$inside = Join-Path $Where "Scripts\python.exe"
& $inside -m pip install --quiet --disable-pip-version-check --no-index --find-links (Join-Path $here "wheels") `
  --require-hashes --requirement (Join-Path $here "requirements.txt")
if ($LASTEXITCODE) { throw "voorzorg: the installation failed" }
& $inside -m compileall -q (Join-Path $Where "Lib") | Out-Null
Write-Output "installed: $(Join-Path $Where 'Scripts\voorzorg.exe')"
Write-Output "next: voorzorg new mystudy; cd mystudy; voorzorg run"
exit 0
