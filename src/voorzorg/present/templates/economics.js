"use strict";
/* The page's own arithmetic. It does the operations of voorzorg.economics.case.expected in the same order, so that
   page and Python agree to the cent; a test moves the controls and compares. */
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var model = data.model, words = data.words;

  /* --- exact fractions, for the steps that the published page rounds down --- */
  function fraction(x) {
    var text = String(x), point = text.indexOf(".");
    if (point < 0) return [BigInt(text), 1n];
    var places = text.length - point - 1;
    return [BigInt(text.slice(0, point) + text.slice(point + 1)), 10n ** BigInt(places)];
  }
  function times(a, b) { return [a[0] * b[0], a[1] * b[1]]; }
  function down(a) { return a[0] / a[1]; }
  function number(a) {
    var twice = a[0] * 200n + a[1], below = 2n * a[1], whole = twice / below;
    if (twice % below < 0n) whole -= 1n;
    return Number(whole) / 100;
  }

  function poissonQuantile(mean, probability) {
    if (mean <= 0) return 0;
    var mode = Math.floor(mean), below = [], above = [], weight = 1, k = mode;
    while (k > 0 && weight > 1e-18) { weight = weight * k / mean; k -= 1; below.push(weight); }
    weight = 1; k = mode;
    while (weight > 1e-18) { k += 1; weight = weight * mean / k; above.push(weight); }
    var weights = below.reverse().concat([1], above), total = 0, i;
    for (i = 0; i < weights.length; i++) total += weights[i];
    var first = mode - below.length, reached = 0;
    for (i = 0; i < weights.length; i++) {
      reached += weights[i];
      if (reached >= probability * total) return first + i;
    }
    return first + weights.length - 1;
  }
  function over(top, bottom) { return bottom > 0 ? top / bottom : NaN; }

  function chance(state, cost) {
    var beside = cost - state.cost, above = 0;
    model.draws.forEach(function (draw) {
      var effect = draw[0] * model.steps[0], factor = draw[1] * model.steps[1];
      if (state.value * (effect * (state.effect / 100)) > state.cost * factor + beside) above += 1;
    });
    return 100 * above / model.draws.length;
  }

  function expected(state) {
    var women = [state.births * state.share_low / 1000, state.births * state.share_high / 1000];
    var cost = state.cost;
    Object.keys(model.beside).forEach(function (key) { if (state.costs[key]) cost = cost + model.beside[key]; });
    var trial = 0, assumed = 0, full = 0, purse = 0, counted = 0, parts = {};
    model.parts.forEach(function (part) {
      var key = part[0], share = part[1], outcome = part[2];
      if (!state.categories[key]) { parts[key] = 0; return; }
      var percent = outcome === null ? state.assumed : state.effect;
      var amount = state.benefit * share * (percent / 100);
      parts[key] = amount;
      counted = counted + share * (percent / 100);
      if (outcome === null) { assumed = assumed + amount; full = full + state.benefit * share; }
      else trial = trial + amount;
      if (part[3]) purse = purse + amount;
    });
    var benefit = trial + assumed, net = benefit - cost, out = {
      cost_each: cost, trial_each: trial, assumed_each: assumed, benefit_each: benefit, total_each: benefit * model.factor, net_each: net,
      trial_net_each: trial - cost, purse_each: purse, purse_net_each: purse - cost,
      trial_percent: over(100 * trial, benefit), assumed_percent: over(100 * assumed, benefit),
      return_percent: over(100 * net, cost), benefit_needed: over(cost, counted),
      assumed_needed: over(100 * (cost - trial), full),
      four_years_return: over(100 * (benefit * model.factor - cost), cost),
      four_years_payback: over(cost, benefit / model.years),
      a_year_payback: over(cost, benefit * model.factor),
      year_low: poissonQuantile(women[0], model.spread[0]), year_high: poissonQuantile(women[1], model.spread[1]),
      chance_reports: chance(state, cost)
    };
    ["low", "high"].forEach(function (end, i) {
      var n = women[i];
      out["women_" + end] = n; out["cost_" + end] = n * cost; out["trial_" + end] = n * trial;
      out["assumed_" + end] = n * assumed; out["benefit_" + end] = n * benefit; out["net_" + end] = n * net;
      out["trial_net_" + end] = n * (trial - cost); out["purse_net_" + end] = n * (purse - cost);
    });
    Object.keys(model.effects).forEach(function (key) {
      var fewer = model.effects[key] * (state.effect / 100);
      out[key + "_per_hundred"] = 100 * fewer;
      out[key + "_low"] = women[0] * fewer; out[key + "_high"] = women[1] * fewer;
      out["cost_per_" + key] = over(cost, fewer);
      var limits = model.limits[key], worst = limits[0] * (state.effect / 100), best = limits[1] * (state.effect / 100);
      out[key + "_per_hundred_low"] = 100 * worst; out[key + "_per_hundred_high"] = 100 * best;
      out["cost_per_" + key + "_low"] = over(cost, best);
      out["cost_per_" + key + "_high"] = limits[2] ? over(cost, worst) : NaN;
    });
    Object.keys(model.groups).forEach(function (key) {
      var low = state.births * model.groups[key][0] / 1000, high = state.births * model.groups[key][1] / 1000;
      out["base_" + key + "_low"] = low; out["base_" + key + "_high"] = high;
      out["base_" + key + "_year_low"] = poissonQuantile(low, model.spread[0]);
      out["base_" + key + "_year_high"] = poissonQuantile(high, model.spread[1]);
    });
    out.value_net_each = state.value * (model.effects.reports * (state.effect / 100)) - cost;
    return [out, parts];
  }

  function page(state) {
    var out = {}, births = [BigInt(state.births), 1n], cost = fraction(state.cost), gain = fraction(model.return), more = fraction(model.factor);
    [["low", state.share_low], ["high", state.share_high]].forEach(function (pair) {
      var end = pair[0], share = times(fraction(pair[1]), [1n, 1000n]);
      var women = times(births, share), few = [down(women), 1n];
      var total = times(times(times(women, cost), gain), more);
      var benefit = down(times(times(few, cost), gain)), floored = [down(times([benefit, 1n], more)), 1n];
      var spent = down(times(few, cost));
      out["exact_women_" + end] = number(women); out["page_women_" + end] = Number(few[0]);
      out["exact_cost_" + end] = number(times(women, cost)); out["page_cost_" + end] = Number(spent);
      out["exact_benefit_" + end] = number(times(times(women, cost), gain)); out["page_benefit_" + end] = Number(benefit);
      out["exact_net_" + end] = number(times(times(women, cost), [gain[0] - gain[1], gain[1]])); out["page_net_" + end] = Number(benefit - spent);
      out["exact_total_" + end] = number(total); out["page_total_" + end] = Number(floored[0]);
      model.parts.forEach(function (part) {
        var share = fraction(part[1]);
        out["exact_part_" + part[0] + "_" + end] = number(times(total, share));
        out["page_part_" + part[0] + "_" + end] = Number(down(times(floored, share)));
      });
    });
    return out;
  }

  /* --- numbers in words --- */
  function grouped(value, digits) {
    var parts = Math.abs(value).toFixed(digits).split(".");
    var whole = parts[0].replace(/\B(?=(\d{3})+$)/g, words.group);
    return whole + (parts[1] ? words.decimal + parts[1] : "");
  }
  function rounded(value, digits) { var scale = Math.pow(10, digits); return Math.floor(value * scale + 0.5) / scale; }
  function rough(value) {
    var scale = 1;
    while (Math.abs(value) >= 1000 * scale) scale *= 10;
    return Math.floor(value / scale + 0.5) * scale;
  }
  function shown(kind, value, none) {
    if (!isFinite(value)) return none || "\u2013";
    var digits = { euro: 0, count: 0, percent: 0, years: 1, women: 1 }[kind];
    if (kind === "small") digits = Math.abs(value) < 0.995 ? 2 : Math.abs(value) < 9.95 ? 1 : 0;
    if (kind === "rough") { value = rough(value); digits = 0; }
    value = rounded(value, digits);
    var text = (kind === "euro" || kind === "rough" ? "\u20ac\u00a0" : "") + grouped(value, digits) + (kind === "percent" ? "\u00a0%" : "");
    return (value < 0 ? "\u2212" : "") + text;
  }
  function cents(value) { return isFinite(value) ? String(Math.floor(value * 100 + 0.5)) : ""; }

  /* --- state: controls, and the address --- */
  var NUMBERS = ["births", "share_low", "share_high", "cost", "benefit", "effect", "assumed", "value"];
  var SHORT = { births: "b", share_low: "l", share_high: "h", cost: "c", benefit: "g", effect: "e", assumed: "a", value: "w" };
  var fields = {}, sliders = {}, boxes = { costs: {}, categories: {} };
  function all(selector, of) { return Array.prototype.slice.call((of || document).querySelectorAll(selector)); }
  NUMBERS.forEach(function (name) {
    fields[name] = document.querySelector("input[data-number=" + name + "]");
    sliders[name] = document.querySelector("input[data-slider=" + name + "]");
  });
  all("input[data-count]").forEach(function (box) { boxes[box.dataset.count][box.value] = box; });

  function startOf(place) { return data.starts.filter(function (start) { return start.place === place; })[0] || data.starts[0]; }

  var state;
  function copy(start) {
    var made = { costs: {}, categories: {}, place: start.place };
    NUMBERS.forEach(function (name) { made[name] = start[name]; });
    start.costs.forEach(function (key) { made.costs[key] = true; });
    start.categories.forEach(function (key) { made.categories[key] = true; });
    return made;
  }
  function limited(name, value) {
    var field = fields[name], low = Number(field.min), high = Number(field.max);
    value = Math.min(Math.max(value, low), high);
    return name === "births" ? Math.round(value) : value;
  }
  function keys(group) { return Object.keys(boxes[group]).filter(function (key) { return state[group][key]; }); }
  function address() {
    var parts = NUMBERS.map(function (name) { return SHORT[name] + "=" + state[name]; });
    parts.push("k=" + keys("costs").join("."), "t=" + keys("categories").join("."), "m=" + encodeURIComponent(state.place));
    return "#" + parts.join("&");
  }
  function fromAddress() {
    var given = {};
    location.hash.replace(/^#/, "").split("&").forEach(function (part) {
      var at = part.indexOf("=");
      if (at > 0) given[part.slice(0, at)] = part.slice(at + 1);
    });
    if (given.b === undefined) return false;
    var place = "";
    try { place = decodeURIComponent(given.m || ""); } catch (error) { place = ""; }
    state = copy(startOf(place));
    if (place) state.place = place.slice(0, 80);
    NUMBERS.forEach(function (name) {
      var value = Number(given[SHORT[name]]);
      if (given[SHORT[name]] !== undefined && given[SHORT[name]] !== "" && isFinite(value)) state[name] = limited(name, value);
    });
    if (state.share_high < state.share_low) state.share_high = state.share_low;
    [["costs", "k"], ["categories", "t"]].forEach(function (pair) {
      if (given[pair[1]] === undefined) return;
      var on = given[pair[1]].split(".");
      state[pair[0]] = {};
      Object.keys(boxes[pair[0]]).forEach(function (key) { state[pair[0]][key] = on.indexOf(key) >= 0; });
    });
    return true;
  }

  function verdict(n) {
    if (n.trial_each >= n.cost_each) return "measured";
    return n.benefit_each >= n.cost_each ? "assumed" : "never";
  }
  function years() {
    var found = {}, version = data.versions.filter(function (one) { return one[1] === state.cost; })[0];
    if (version) found[version[2] || "none"] = true;
    keys("costs").forEach(function (key) { found[data.beside_years[key] || "none"] = true; });
    if (keys("categories").length) found[data.benefit_year || "none"] = true;
    return Object.keys(found).length;
  }
  function bar(parts, longest) {
    all("[data-part]").forEach(function (segment) {
      segment.style.width = Math.max(0, 100 * (parts[segment.dataset.part] || 0) / longest) + "%";
    });
  }

  var pending = 0;
  function refresh(keep) {
    var both = expected(state), n = both[0], steps = page(state), name;
    for (name in steps) n[name] = steps[name];
    for (name in both[1]) n["part_" + name] = both[1][name];
    all("[data-out]").forEach(function (place) {
      var value = n[place.dataset.out];
      place.textContent = shown(place.dataset.as, value, place.dataset.none);
      place.dataset.cents = cents(value);
    });
    all("[data-in]").forEach(function (place) { place.textContent = shown(place.dataset.as, state[place.dataset.in]); });
    all("[data-place]").forEach(function (place) { place.textContent = state.place; });
    var says = {
      verdict: verdict(n), range: n.women_low === n.women_high ? "one" : "two",
      purse: n.purse_net_each < 0 ? "short" : "covered", net: n.net_each < 0 ? "short" : "over",
      years: years() > 1 ? "mixed" : "same", off: keys("costs").length === Object.keys(boxes.costs).length ? "none" : "some",
      needed: !isFinite(n.assumed_needed) || n.assumed_needed > 100 ? "beyond" : n.assumed_needed <= 0 ? "without" : "within"
    };
    all("[data-when]").forEach(function (place) {
      var parts = place.dataset.when.split(":");
      place.hidden = parts[1].split(",").indexOf(says[parts[0]]) < 0;
    });
    all("[data-cost-off]").forEach(function (place) { place.hidden = !!state.costs[place.dataset.costOff]; });
    all("[data-row]").forEach(function (row) {
      var parts = row.dataset.row.split(":");
      row.classList.toggle("off", !state[parts[0]][parts[1]]);
    });
    var widths = { running: state.cost };
    Object.keys(model.beside).forEach(function (key) { widths["beside_" + key] = state.costs[key] ? model.beside[key] : 0; });
    model.parts.forEach(function (part) { widths["part_" + part[0]] = both[1][part[0]]; });
    bar(widths, Math.max(n.cost_each, n.benefit_each, 1));
    // The slider of births reaches twice as far as the place that was chosen, whatever the others have.
    sliders.births.max = Math.max(5000, 2 * startOf(state.place).births, state.births);
    NUMBERS.forEach(function (key) {
      if (keep !== fields[key]) fields[key].value = state[key];
      if (keep !== sliders[key]) sliders[key].value = state[key];
    });
    ["costs", "categories"].forEach(function (group) {
      Object.keys(boxes[group]).forEach(function (key) { boxes[group][key].checked = !!state[group][key]; });
    });
    all("select[data-choose]").forEach(function (select) { select.value = chosen(select.dataset.choose); });
    clearTimeout(pending);
    pending = setTimeout(function () { history.replaceState(null, "", address()); }, 150);
  }
  function chosen(what) {
    if (what === "place") return state.place;
    if (what === "version") return (data.versions.filter(function (one) { return one[1] === state.cost; })[0] || [""])[0];
    return (data.groups.filter(function (one) { return one[1] === state.share_low && one[2] === state.share_high; })[0] || [""])[0];
  }

  NUMBERS.forEach(function (name) {
    [fields[name], sliders[name]].forEach(function (control) {
      control.addEventListener("input", function () {
        var value = Number(control.value);
        if (control.value === "" || !isFinite(value)) return;
        state[name] = limited(name, value);
        if (name === "share_low" && state.share_high < state.share_low) state.share_high = state.share_low;
        if (name === "share_high" && state.share_low > state.share_high) state.share_low = state.share_high;
        refresh(control);
      });
    });
    fields[name].addEventListener("change", function () { refresh(); });
  });
  all("input[data-count]").forEach(function (box) {
    box.addEventListener("change", function () { state[box.dataset.count][box.value] = box.checked; refresh(); });
  });
  all("select[data-choose]").forEach(function (select) {
    select.addEventListener("change", function () {
      var found;
      if (select.dataset.choose === "place") {
        found = data.starts.filter(function (start) { return start.place === select.value; })[0];
        if (found) { state.place = found.place; ["births", "share_low", "share_high", "cost"].forEach(function (name) { state[name] = found[name]; }); }
      } else if (select.dataset.choose === "version") {
        found = data.versions.filter(function (one) { return one[0] === select.value; })[0];
        if (found) state.cost = found[1];
      } else {
        found = data.groups.filter(function (one) { return one[0] === select.value; })[0];
        if (found) { state.share_low = found[1]; state.share_high = found[2]; }
      }
      refresh();
    });
  });
  all("[data-preset]").forEach(function (button) {
    button.addEventListener("click", function () {
      var start = startOf(state.place);
      var births = state.births, place = state.place;
      if (button.dataset.preset === "start") { state = copy(start); refresh(); return; }
      var which = data.presets[button.dataset.preset];
      state.costs = {}; state.categories = {};
      which.costs.forEach(function (key) { state.costs[key] = true; });
      which.categories.forEach(function (key) { state.categories[key] = true; });
      state.births = births; state.place = place;
      refresh();
    });
  });
  all("[data-go]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      var target = document.getElementById(link.dataset.go);
      if (target.tagName === "DETAILS") target.open = true;
      target.scrollIntoView();
    });
  });
  function told(button, text) {
    var before = button.textContent;
    button.textContent = text;
    setTimeout(function () { button.textContent = before; }, 1800);
  }
  document.getElementById("share").addEventListener("click", function () {
    var button = this, link = location.href.split("#")[0] + address();
    history.replaceState(null, "", address());
    if (navigator.clipboard) navigator.clipboard.writeText(link).then(function () { told(button, words.copied); }, function () { prompt(words.copy, link); });
    else prompt(words.copy, link);
  });
  function print(whole) {
    document.body.classList.toggle("whole", whole);
    all("details").forEach(function (one) { if (whole && one.closest("#appendix")) one.open = true; });
    window.print();
  }
  document.getElementById("print").addEventListener("click", function () { print(false); });
  document.getElementById("print-whole").addEventListener("click", function () { print(true); });
  window.addEventListener("hashchange", function () { if (fromAddress()) refresh(); });

  if (!fromAddress()) state = copy(data.starts[0]);
  refresh();
})();
