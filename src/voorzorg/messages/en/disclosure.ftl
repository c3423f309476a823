# Why output control withholds a row of real data; the keys are those of voorzorg.present.disclosure.rules.RULES.
withheld-few = suppressed: fewer than { $minimum } participants in a cell, or a cell that would reveal one
withheld-revealed = suppressed: fewer than { $minimum } participants would follow from it and what is shown
withheld-alike = suppressed: fewer than { $minimum } participants gave another answer than all others
withheld-person = suppressed: fewer than two participants: it is about one
withheld-uncounted = suppressed: fewer than { $minimum } participants may be behind it: it does not say how many
withheld-dominance = suppressed: fewer than { $minimum } participants, or one or two of them, make up most of it
withheld-freedom = suppressed: fewer than { $minimum } degrees of freedom are left beside the model's parameters
withheld-median = suppressed: a median of so few participants would be one participant's own value
withheld-together = suppressed: computed over rows that are not all shown
withheld-label = suppressed: computed over categories that are shown as one
# Said loudly where real data are protected less than usual.
control-none = Real data without output control: the cohort's manifest says 'public: true'. Let this leave a closed environment only if anybody may have the participants' data already.
control-loosened = Output control with limits below the usual ones: the smallest cell is { $minimum }, counts are multiples of { $base }.
rounded-counts = rounded: counts to a multiple of { $base }
kept-inside = a remark on few participants is kept inside
