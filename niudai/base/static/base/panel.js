// A row clicked on a wide screen opens beside the list, which keeps its place; its link opens the page itself.
(function () {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 1200px)");

  function made() {
    let panel = document.getElementById("nd-panel");
    if (panel) return panel;
    panel = document.createElement("dialog");
    panel.id = "nd-panel";
    panel.className = "nd-panel";
    panel.setAttribute("aria-label", "详情");
    panel.innerHTML = '<div class="nd-panel-bar"><a class="btn" data-panel-link>打开整页</a><button type="button" class="btn" data-panel-close>关闭</button></div><div class="nd-panel-body"></div>';
    panel.addEventListener("click", function (event) {
      if (event.target === panel || event.target.closest("[data-panel-close]")) panel.close();
    });
    panel.addEventListener("close", function () {
      panel.querySelector(".nd-panel-body").replaceChildren();
    });
    document.body.append(panel);
    return panel;
  }

  // A closing dialog gives the focus back by itself, and at once, to what had it when it opened.
  function open(panel, row) {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    panel.showModal();
  }

  function show(row, url, text) {
    const main = new DOMParser().parseFromString(text, "text/html").getElementById("content");
    if (!main) return window.location.assign(url);
    const panel = made();
    panel.querySelector("[data-panel-link]").href = url;
    const body = panel.querySelector(".nd-panel-body");
    body.replaceChildren.apply(body, Array.from(main.childNodes).map(function (node) { return document.importNode(node, true); }));
    body.querySelectorAll("#problem").forEach(function (place) { place.remove(); });
    // A form without an address would go to the list behind the panel.
    body.querySelectorAll("form:not([action])").forEach(function (form) { form.action = url; });
    if (!panel.open) open(panel, row);
    if (window.htmx) window.htmx.process(body);
  }

  window.ndOpenBeside = function (row, url) {
    if (!WIDE.matches || !window.HTMLDialogElement) return false;
    fetch(url, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) { show(row, url, text); }).catch(function () { window.location.assign(url); });
    return true;
  };
})();
