  // What is typed finds what is shown, whatever sign stands for a minus, a decimal or a space.
  function plain(words) {
    return String(words).toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u00a0\u202f]/g, " ").replace(/(\d),(?=\d)/g, "$1.");
  }
