"use strict";
(function () {
  var contents = document.querySelector(".contents");
  if (contents && window.matchMedia("(max-width: 940px)").matches) {
    contents.open = false;
    contents.addEventListener("click", function (event) { if (event.target.tagName === "A") contents.open = false; });
  }
  var labels = JSON.parse(document.getElementById("labels").textContent);
  var data = JSON.parse(document.getElementById("rows").textContent);
  var PAGE = 50, page = 0, order = null, shown = [];
  var body = document.querySelector("#long tbody");
  var filters = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var find = document.getElementById("find"), curves = document.getElementById("curves");

  function text(name, i) { var c = data.text[name]; return c.levels[c.at[i]]; }
  function decimal(value) { return String(value).replace(".", labels.decimal).replace("-", "\u2212"); }
  function pValue(p) {
    if (p === null) return "\u2013";
    if (p < 0.001) return labels.below;
    if (p > 0.99) return labels.above;
    return decimal(p.toFixed(p < 0.0995 ? 3 : 2));
  }
  function sizes(i) {
    var parts = [["treated"], ["reference"]].map(function (side) {
      var n = data.number["n_" + side][i], e = data.number["events_" + side][i];
      return n === null ? null : (e === null ? "" : e + "/") + n;
    }).filter(function (part) { return part !== null; });
    return parts.join(" \u00b7 ") || "\u2013";
  }
  function total(i) { return (data.number.n_treated[i] || 0) + (data.number.n_reference[i] || 0); }

{% include "typed.js" %}
  var haystack = [];
  for (var k = 0; k < data.n; k++) {
    haystack.push(["family", "outcome", "wave", "who", "estimand", "analysis", "method", "missing", "remark"]
      .map(function (name) { return text(name, k); })
      .concat(data.shown[k], pValue(data.number.p_value[k]), sizes(k)).map(plain).join(" "));
  }
  filters.forEach(function (select) {
    var levels = data.text[select.dataset.filter].levels;
    select.add(new Option(labels.all, ""));
    levels.forEach(function (level, i) { if (level) select.add(new Option(level, String(i))); });
    select.addEventListener("change", refresh);
  });

  function refresh() {
    var words = plain(find.value).split(/\s+/).filter(Boolean);
    shown = [];
    for (var i = 0; i < data.n; i++) {
      if (data.curve[i] && !curves.checked) continue;
      var fits = filters.every(function (select) {
        return select.value === "" || data.text[select.dataset.filter].at[i] === Number(select.value);
      });
      if (fits && words.every(function (word) { return haystack[i].indexOf(word) >= 0; })) shown.push(i);
    }
    if (order) sort();
    page = 0;
    draw();
  }
  function key(name, i) {
    if (name === "n") return total(i);
    if (data.number[name]) return data.number[name][i];
    return text(name, i);
  }
  function sort() {
    var collate = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    shown.sort(function (a, b) {
      var x = key(order.name, a), y = key(order.name, b);
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return (typeof x === "number" ? x - y : collate(x, y)) * order.sign || a - b;
    });
  }
  function cell(row, value, kind) {
    var td = row.insertCell();
    td.textContent = value;
    if (kind) td.className = kind;
  }
  function toggle(button, row, i) {
    var open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    if (open) { row.nextElementSibling.remove(); return; }
    var detail = document.createElement("tr"), td = detail.insertCell(), list = document.createElement("dl");
    detail.className = "detail";
    td.colSpan = row.cells.length;
    ["method", "missing", "remark"].forEach(function (name) {
      if (!text(name, i)) return;
      var dt = document.createElement("dt"), dd = document.createElement("dd");
      dt.textContent = labels[name];
      dd.textContent = text(name, i);
      list.appendChild(dt);
      list.appendChild(dd);
    });
    td.appendChild(list);
    row.after(detail);
  }
  function draw() {
    var pages = Math.max(1, Math.ceil(shown.length / PAGE));
    body.textContent = "";
    shown.slice(page * PAGE, (page + 1) * PAGE).forEach(function (i) {
      var row = body.insertRow();
      cell(row, text("outcome", i), "l wrap");
      cell(row, text("wave", i), "l breaks");
      cell(row, text("who", i), "l wrap");
      cell(row, text("estimand", i), "l breaks");
      cell(row, data.shown[i], "breaks");
      cell(row, sizes(i));
      cell(row, pValue(data.number.p_value[i]));
      cell(row, pValue(data.number.p_adjusted[i]));
      cell(row, text("analysis", i), "l breaks");
      var more = document.createElement("button");
      more.type = "button";
      more.className = "more";
      more.textContent = text("remark", i) ? "i !" : "i";
      more.title = labels.more;
      more.setAttribute("aria-label", [labels.more, text("outcome", i), text("wave", i), text("who", i), text("estimand", i)].filter(Boolean).join(", "));
      more.setAttribute("aria-expanded", "false");
      more.addEventListener("click", function () { toggle(more, row, i); });
      row.insertCell().appendChild(more);
    });
    document.getElementById("count").textContent =
      shown.length + " " + labels.of + " " + data.n + " " + labels.rows;
    document.getElementById("where").textContent = labels.page + " " + (page + 1) + " / " + pages;
    document.getElementById("back").disabled = page === 0;
    document.getElementById("next").disabled = page >= pages - 1;
  }
  find.addEventListener("input", refresh);
  curves.addEventListener("change", refresh);
  document.getElementById("back").addEventListener("click", function () { page--; draw(); });
  document.getElementById("next").addEventListener("click", function () { page++; draw(); });
  Array.prototype.forEach.call(document.querySelectorAll("[data-sort]"), function (button) {
    button.addEventListener("click", function () {
      var name = button.dataset.sort, sign = order && order.name === name ? -order.sign : 1;
      order = { name: name, sign: sign };
      Array.prototype.forEach.call(document.querySelectorAll("#long th"), function (th) { th.setAttribute("aria-sort", "none"); });
      button.parentNode.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
      sort();
      page = 0;
      draw();
    });
  });

  function save(name, href) {
    var a = document.createElement("a");
    a.href = href;
    a.download = name;
    document.body.appendChild(a);
    a.click();
    a.remove();
  }
  document.getElementById("csv").addEventListener("click", function () {
    var names = ["family", "outcome", "wave", "who", "estimand", "analysis", "method", "missing", "remark"];
    var counts = ["estimate", "ci_low", "ci_high", "p_value", "p_adjusted", "n_treated", "events_treated", "n_reference", "events_reference"];
    function quoted(value) { return '"' + String(value).replace(/"/g, '""') + '"'; }
    var lines = [names.concat(["shown"], counts).map(function (name) { return quoted(labels.columns[name]); }).join(labels.delimiter)];
    shown.forEach(function (i) {
      lines.push(names.map(function (name) { return quoted(text(name, i)); })
        .concat([quoted(data.shown[i].replace(/\u00a0/g, " "))])
        .concat(counts.map(function (name) {
          var value = data.number[name][i];
          return value === null ? "" : String(value).replace(".", labels.decimal);
        })).join(labels.delimiter));
    });
    if (labels.synthetic) lines.push(quoted(labels.synthetic));
    var url = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    save(labels.cohort + ".csv", url);
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  });
  var zoom = document.getElementById("zoom");
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-zoom]");
    if (!button || !zoom.showModal) return;
    var image = button.querySelector("img"), before = zoom.querySelector("img"), large = image.cloneNode();
    if (before) before.remove();
    large.loading = "eager";
    zoom.appendChild(large);
    zoom.showModal();
  });
  zoom.addEventListener("click", function (event) { if (event.target === zoom) zoom.close(); });
  function picture(link) { return link.closest("figure").querySelector("img"); }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-svg],[data-png],[data-print]");
    if (!link) return;
    event.preventDefault();
    if (link.hasAttribute("data-print")) { window.print(); return; }
    var image = picture(link);
    if (link.dataset.svg) { save(link.dataset.svg + ".svg", image.src); return; }
    var canvas = document.createElement("canvas"), zoom = 3;
    canvas.width = image.naturalWidth * zoom;
    canvas.height = image.naturalHeight * zoom;
    var pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    save(link.dataset.png + ".png", canvas.toDataURL("image/png"));
  });

  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("details.table:not([open])"));
    opened.forEach(function (d) { d.open = true; });
    Array.prototype.forEach.call(document.images, function (image) { image.loading = "eager"; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (d) { d.open = false; }); });

  if ("IntersectionObserver" in window) {
    var links = {};
    Array.prototype.forEach.call(document.querySelectorAll(".side a"), function (a) { links[a.hash.slice(1)] = a; });
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
        if (links[entry.target.id]) links[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    Array.prototype.forEach.call(document.querySelectorAll("main section"), function (s) { watch.observe(s); });
  }
  refresh();
})();
