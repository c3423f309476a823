"""What the software costs in time and memory, and beside R in the same run: ``python -m benchmarks``."""
