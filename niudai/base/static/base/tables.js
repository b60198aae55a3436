// Lists: shift-click, select all, the bulk bar, rows that open, and keys: j k Enter x /
(function () {
  "use strict";
  let lastPicked = null;

  function boxesOf(table) { return Array.from(table.querySelectorAll('tbody input[name="row"]')); }

  function refresh(table) {
    const boxes = boxesOf(table);
    const picked = boxes.filter(function (box) { return box.checked; });
    boxes.forEach(function (box) { box.closest("tr").classList.toggle("nd-on", box.checked); });
    const all = table.querySelector("[data-pick-all]");
    if (all) {
      all.checked = picked.length > 0 && picked.length === boxes.length;
      all.indeterminate = picked.length > 0 && picked.length < boxes.length;
    }
    const bar = table.querySelector("[data-bulk-bar]");
    if (!bar) return;
    bar.classList.toggle("nd-open", picked.length > 0);
    bar.querySelector("[data-bulk-count]").textContent = "已选 " + picked.length + " 条";
  }

  function open(row, newTab) {
    if (!row || !row.dataset.href) return;
    if (newTab) window.open(row.dataset.href, "_blank", "noopener");
    else if (!window.ndOpenBeside || !window.ndOpenBeside(row, row.dataset.href)) window.location.assign(row.dataset.href);
  }

  document.addEventListener("click", function (event) {
    const table = event.target.closest("[data-table]");
    if (!table) return;
    const box = event.target.closest('input[name="row"]');
    if (box) {
      const boxes = boxesOf(table);
      if (event.shiftKey && lastPicked && boxes.includes(lastPicked)) {
        const ends = [boxes.indexOf(lastPicked), boxes.indexOf(box)].sort(function (a, b) { return a - b; });
        boxes.slice(ends[0], ends[1] + 1).forEach(function (other) { other.checked = box.checked; });
      }
      lastPicked = box;
      refresh(table);
      return;
    }
    if (event.target.closest("[data-pick-all]")) {
      const on = event.target.checked;
      boxesOf(table).forEach(function (other) { other.checked = on; });
      refresh(table);
      return;
    }
    if (event.target.closest("[data-pick-none]")) {
      boxesOf(table).forEach(function (other) { other.checked = false; });
      refresh(table);
      return;
    }
    const row = event.target.closest("tr[data-href]");
    if (row && !event.target.closest("a, button, input, label, select, summary") && !String(window.getSelection())) {
      open(row, event.ctrlKey || event.metaKey);
    }
  });

  // Keys ----------------------------------------------------------------------------------------
  function rowsOf(table) { return Array.from(table.querySelectorAll("tbody tr")); }

  function go(table, step) {
    const rows = rowsOf(table);
    const now = rows.findIndex(function (row) { return row.classList.contains("nd-now"); });
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
    rows.forEach(function (row) { row.classList.toggle("nd-now", row === next); });
    if (!next) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, button, a, summary, dialog")) return;
    const table = event.target.closest("[data-table]") || document.querySelector("[data-table]");
    if (!table) return;
    const now = table.querySelector("tbody tr.nd-now");
    if (event.key === "j") go(table, 1);
    else if (event.key === "k") go(table, -1);
    else if (event.key === "Enter" && now && event.target === now) open(now, false);
    else if (event.key === "x" && now) {
      const box = now.querySelector('input[name="row"]');
      if (!box) return;
      box.checked = !box.checked;
      lastPicked = box;
      refresh(table);
    } else if (event.key === "/") {
      const text = table.querySelector('.nd-filters input[type="search"]') || document.querySelector("[data-search]");
      if (!text) return;
      event.preventDefault();
      text.closest("details") && (text.closest("details").open = true);
      text.focus();
    }
  });

  function setUp(root) {
    const tables = root.matches && root.matches("[data-table]") ? [root] : Array.from(root.querySelectorAll("[data-table]"));
    tables.forEach(function (table) {
      refresh(table);
      const filters = table.querySelector(".nd-filterbox");
      if (filters && window.matchMedia("(max-width: 992px)").matches) filters.open = false;
    });
  }
  document.addEventListener("DOMContentLoaded", function () { setUp(document); });
  document.addEventListener("htmx:load", function (event) { setUp(event.detail.elt); });
})();
