"use strict";
(function () {
  function each(list, act) { Array.prototype.forEach.call(list, act); }
{% include "typed.js" %}  each(document.querySelectorAll("form[data-for]"), function (form) {
    var table = document.getElementById(form.dataset.for), body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows), count = document.querySelector('[data-count="' + table.id + '"]');
    var texts = new Map(rows.map(function (row) { return [row, plain(row.textContent)]; }));
    var PAGE = 50, page = 0, fitting = rows, pager = document.querySelector('[data-pager="' + table.id + '"]');
    function draw() {
      var pages = Math.max(1, Math.ceil(fitting.length / PAGE)), now = new Set(fitting.slice(page * PAGE, (page + 1) * PAGE));
      rows.forEach(function (row) { row.hidden = !now.has(row); });
      count.textContent = fitting.length + " " + table.dataset.shown;
      pager.hidden = pages === 1;
      pager.querySelector("[data-where]").textContent = pager.dataset.page + " " + (page + 1) + " / " + pages;
      pager.querySelector("[data-back]").disabled = page === 0;
      pager.querySelector("[data-next]").disabled = page >= pages - 1;
      sideways();
    }
    function turn(by) {
      page += by;
      draw();
      table.scrollIntoView({ block: "start" });
    }
    function refresh() {
      var words = plain(form.querySelector("[data-words]").value).split(/\s+/).filter(Boolean);
      var age = form.querySelector("[data-age]");
      fitting = rows.filter(function (row) {
        var fits = words.every(function (word) { return texts.get(row).indexOf(word) >= 0; });
        each(form.querySelectorAll("[data-column]"), function (select) {
          if (select.value && row.dataset[select.dataset.column] !== select.value) fits = false;
        });
        if (age && age.value !== "") {
          if (Number(row.dataset.from) > Number(age.value) || Number(row.dataset.to) < Number(age.value)) fits = false;
        }
        return fits;
      });
      page = 0;
      draw();
    }
    pager.querySelector("[data-back]").addEventListener("click", function () { turn(-1); });
    pager.querySelector("[data-next]").addEventListener("click", function () { turn(1); });
    // on paper a table is whole
    window.addEventListener("beforeprint", function () { fitting.forEach(function (row) { row.hidden = false; }); });
    window.addEventListener("afterprint", draw);
    function key(row, column) {
      var cell = row.cells[column];
      return cell.dataset.key !== undefined ? Number(cell.dataset.key) : cell.textContent.trim().toLowerCase();
    }
    each(table.querySelectorAll("thead button"), function (button, column) {
      button.addEventListener("click", function () {
        var head = button.parentNode, down = head.getAttribute("aria-sort") === "ascending";
        each(table.querySelectorAll("thead th"), function (th) { th.setAttribute("aria-sort", "none"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (a, b) {
          var x = key(a, column), y = key(b, column);
          // what is not stated stays below, whichever way the table is sorted
          if (typeof x === "number" && (x < 0) !== (y < 0)) return x < 0 ? 1 : -1;
          var order = typeof x === "number" ? x - y : x.localeCompare(y);
          return down ? -order : order;
        });
        rows.forEach(function (row) { body.appendChild(row); });
        refresh();
      });
    });
    each(form.elements, function (field) { field.addEventListener("input", refresh); });
    refresh();
  });
  // says in words that the table below has more columns than fit
  function sideways() {
    each(document.querySelectorAll("[data-sideways]"), function (line) {
      var place = line.nextElementSibling;
      line.hidden = place.scrollWidth <= place.clientWidth + 1;
    });
  }
  window.addEventListener("resize", sideways);
  sideways();
  // on paper nothing can be opened
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    each(opened, function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () { each(opened, function (d) { d.open = false; }); });
  if ("IntersectionObserver" in window) {
    var links = {};
    each(document.querySelectorAll(".side a"), function (a) { links[a.hash.slice(1)] = a; });
    var watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting || !links[entry.target.id]) return;
        Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
        links[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-10% 0px -80% 0px" });
    each(document.querySelectorAll("main section, article.matter"), function (s) { watch.observe(s); });
  }
})();
