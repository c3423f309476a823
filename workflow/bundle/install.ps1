# Installs voorzorg without internet: powershell -ExecutionPolicy Bypass -File install.ps1 [FOLDER]
# (default: voorzorg-venv beside this file). For Windows PowerShell 5.1 and later.
# $env:PYTHON chooses the interpreter; it must be of the version in the file python-version.
param([string]$Where = "")
$ErrorActionPreference = "Stop"
function Stop-Here([string]$said) {
  [Console]::Error.WriteLine("voorzorg: $said")
  exit 1
}
$here = $PSScriptRoot
if (-not $Where) { $Where = Join-Path $here "voorzorg-venv" }
# In full, and without a backslash at its end: one before the closing quotation mark swallows that mark.
$Where = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Where).TrimEnd("\", "/")
$wanted = (Get-Content -LiteralPath (Join-Path $here "python-version") -TotalCount 1).Trim()
$exe = "python"; $first = @()
if ($env:PYTHON) { $exe = $env:PYTHON }
elseif (Get-Command "py" -ErrorAction SilentlyContinue) { $exe = "py"; $first = @("-$wanted") }
if (-not (Get-Command $exe -ErrorAction SilentlyContinue)) {
  Stop-Here "no Python here; this bundle needs Python $wanted (install it, or set PYTHON to its python.exe)"
}
# No quotation mark inside: PowerShell 5 and 7 pass them to programs differently.
$found = & $exe @first -c 'import sys; print(sys.version_info[0], sys.version_info[1], sep=chr(46))'
if ($LASTEXITCODE) { Stop-Here "no Python $wanted answers here (install it, or set PYTHON to its python.exe)" }
if ($found -ne $wanted) {
  Stop-Here "$exe is Python $found, and this bundle is for Python $wanted (set PYTHON to its python.exe)"
}
$lines = @(Get-Content -LiteralPath (Join-Path $here "SHA256SUMS") | Where-Object { $_ })
if ($lines.Count -eq 0) { Stop-Here "SHA256SUMS is empty; copy the bundle again" }
foreach ($line in $lines) {
  $sum, $name = $line -split "  ", 2
  if (-not $name) { Stop-Here "SHA256SUMS is damaged or was changed; copy the bundle again" }
  $file = Join-Path $here $name
  if (-not (Test-Path -LiteralPath $file)) { Stop-Here "$name is not there; copy the bundle again" }
  $is = (Get-FileHash -Algorithm SHA256 -LiteralPath $file).Hash
  if ($is -ne $sum) { Stop-Here "$name is damaged or was changed; copy the bundle again" }
}
& $exe @first -m venv $Where
if ($LASTEXITCODE) { Stop-Here "the folder $Where could not be made" }
$inside = Join-Path $Where "Scripts\python.exe"
& $inside -m pip install --quiet --disable-pip-version-check --no-index --find-links (Join-Path $here "wheels") `
  --require-hashes --requirement (Join-Path $here "requirements.txt")
if ($LASTEXITCODE) { Stop-Here "the installation failed" }
& $inside -m compileall -q (Join-Path $Where "Lib") | Out-Null
$program = Join-Path $Where "Scripts\voorzorg.exe"
Write-Output "installed: $program"
Write-Output "next: & '$program' new mystudy; cd mystudy; & '$program' run"
exit 0
