"""Studies without a comparison group: levels, change, informants, single cases."""
