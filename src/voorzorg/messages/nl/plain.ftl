# Text that is no message yet: said as it stands, in whatever language it is.
plain = { $text }
