// The review screen: click or keys move through the items, source and tree follow each other, edits keep the place.
(function () {
  "use strict";
  const LINES = { 1: "party", 2: "union", 3: "league", 4: "women" };
  let current = "";
  let sourceTop = 0;
  let goOn = false; // after accepting, the next item that wants checking comes up

  const item = function (code) { return code ? document.getElementById("item-" + code) : null; };
  const rows = function () { return Array.from(document.querySelectorAll(".nw-items > .nw-item[data-code]")); };

  function pane(name) {
    const tab = document.getElementById("pane-" + name);
    if (tab && tab.parentElement.offsetParent !== null) tab.checked = true;
  }

  // Show one item on both sides; `from` is the side that was used and stays where it is.
  function show(code, from) {
    document.querySelectorAll(".nw-on").forEach(function (one) { one.classList.remove("nw-on"); });
    current = code;
    const row = item(code);
    const mark = document.getElementById("src-" + code);
    if (row) row.classList.add("nw-on");
    if (mark) mark.classList.add("nw-on");
    if (from === "source") pane("tree");
    if (row && from !== "tree") row.scrollIntoView({ block: "center" });
    const source = document.querySelector(".nw-source");
    if (mark && source && from !== "source" && source.scrollHeight > source.clientHeight) {
      source.scrollTop += mark.getBoundingClientRect().top - source.getBoundingClientRect().top - source.clientHeight / 3;
    }
  }

  function step(by, wanted) {
    const list = rows();
    const at = list.findIndex(function (row) { return row.dataset.code === current; });
    for (let n = 1; n <= list.length; n += 1) {
      const row = list[(at + by * n + list.length * 2) % list.length];
      if (!wanted || row.classList.contains(wanted)) {
        show(row.dataset.code);
        return;
      }
    }
  }

  function act(key) {
    const row = item(current);
    const button = row && row.querySelector('[data-do="' + key + '"]');
    if (!button) return;
    goOn = key === "a";
    button.click();
  }

  // 1–4 give the current item one line.
  function setLine(line) {
    const form = document.getElementById("draft-form");
    if (!item(current) || item(current).classList.contains("nw-heading")) return;
    const values = { do: "change", item: current, line: line, revision: form.elements.revision.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
    window.htmx.ajax("POST", form.getAttribute("action"), { target: "#draft", swap: "outerHTML", values: values });
  }

  function picked() {
    const count = document.querySelectorAll('.nw-items [name="item"]:checked').length;
    const words = document.querySelector("[data-picked]");
    if (!words) return;
    words.textContent = count ? "已选 " + count + " 条" : "先勾选条目，再统一设置";
    if (count) words.closest("details").open = true;
  }

  document.addEventListener("click", function (event) {
    const mark = event.target.closest(".nw-text mark");
    const toSource = event.target.closest(".nw-to");
    const row = event.target.closest(".nw-item[data-code]");
    if (mark) {
      event.preventDefault();
      show(mark.dataset.code, "source");
    } else if (toSource) {
      event.preventDefault();
      show(row.dataset.code, "tree");
      pane("source");
    } else if (event.target.closest("[data-next-doubt]")) {
      event.preventDefault();
      step(1, "nw-doubtful");
    } else if (event.target.closest("[data-close-edit]")) {
      const edit = event.target.closest(".nw-edit, #edit-title");
      if (!edit) return;
      event.preventDefault();
      edit.replaceChildren();
    } else if (event.target.closest("[data-split-here]")) {
      splitHere(event.target.closest("[data-split-here]"));
    } else if (event.target.closest("[data-pick-every]")) {
      const boxes = document.querySelectorAll('.nw-item:not(.nw-heading) [name="item"]');
      const all = Array.from(boxes).every(function (box) { return box.checked; });
      boxes.forEach(function (box) { box.checked = !all; });
      picked();
    } else if (row && !event.target.closest("a, button, input, select, textarea, label, summary, form")) {
      show(row.dataset.code, "tree");
    }
  });

  // Cut the item's saved text where the cursor stands in its field.
  function splitHere(button) {
    const form = button.closest("form");
    const text = form.elements.text;
    if (text.value !== text.defaultValue) {
      window.alert("内容有改动，请先保存，再拆分。");
      return;
    }
    if (!text.selectionStart || text.selectionStart >= text.value.length) {
      window.alert("请先把光标放在要拆开的地方。");
      text.focus();
      return;
    }
    const values = { at: text.selectionStart, revision: form.elements.revision.value, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value };
    if (document.getElementById("draft")) {
      window.htmx.ajax("POST", button.dataset.splitHere, { target: "#draft", swap: "outerHTML", values: values });
      return;
    }
    form.setAttribute("action", button.dataset.splitHere);
    const at = document.createElement("input");
    at.type = "hidden";
    at.name = "at";
    at.value = values.at;
    form.append(at);
    form.submit();
  }

  document.addEventListener("change", function (event) {
    if (event.target.name === "item") picked();
  });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      document.querySelectorAll(".nw-edit").forEach(function (edit) { edit.replaceChildren(); });
      return;
    }
    if (event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "n") step(1, "nw-doubtful");
    else if (key === "u") document.querySelector("[data-undo] button").click();
    else if (key === "x") {
      const box = item(current) && item(current).querySelector('[name="item"]');
      if (box) box.click();
    } else if (LINES[key]) setLine(LINES[key]);
    else if ("aems".includes(key)) act(key);
    else return;
    event.preventDefault();
  });

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "draft") return;
    const source = document.querySelector(".nw-source");
    sourceTop = source ? source.scrollTop : 0;
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    const target = event.detail.target;
    if (target.id === "draft" || document.getElementById("draft") === target) {
      const draft = document.getElementById("draft");
      const source = document.querySelector(".nw-source");
      if (source) source.scrollTop = sourceTop;
      const code = draft.dataset.focus || current;
      if (item(code)) show(code, "tree");
      if (goOn) step(1, "nw-open");
      goOn = false;
      const problem = document.getElementById("problem");
      if (problem) problem.replaceChildren();
    } else if (target.classList.contains("nw-edit")) {
      document.querySelectorAll(".nw-edit").forEach(function (edit) { if (edit !== target) edit.replaceChildren(); });
      const row = target.closest(".nw-item[data-code]");
      if (row) show(row.dataset.code, "tree");
      const first = ["[data-errors]", "[name=title]", ".nw-cut", "select"].map(function (words) { return target.querySelector(words); }).find(Boolean);
      if (first) first.focus();
      target.scrollIntoView({ block: "nearest" });
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    const asked = window.location.hash.replace("#item-", "");
    const first = item(asked) || document.querySelector(".nw-doubtful");
    if (first && first.dataset) show(first.dataset.code, asked ? "" : "tree");
  });
})();
