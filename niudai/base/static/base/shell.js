// The frame: search by Ctrl-K, menus that close, questions before an act, printing, and words when the network fails.
(function () {
  "use strict";
  document.documentElement.classList.add("nd-js");

  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      event.preventDefault();
      if (search.offsetParent === null) window.location.assign(search.form.action);
      search.focus();
      search.select();
    }
    if (event.key === "Escape") {
      const open = document.querySelector("details.nd-drop[open], details.nd-more[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.nd-drop[open], details.nd-more[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-print]")) window.print();
    const back = event.target.closest("[data-back]");
    if (back && window.history.length > 1) {
      event.preventDefault();
      window.history.back();
    }
  });

  document.addEventListener("submit", function (event) {
    const asked = (event.submitter && event.submitter.dataset.confirm) || event.target.dataset.confirm;
    if (asked && !window.confirm(asked)) event.preventDefault();
  }, true);

  function say(text) {
    const place = document.getElementById("problem");
    if (!place) return;
    const box = document.createElement("div");
    box.className = "nd-message nd-message-error";
    box.setAttribute("role", "alert");
    box.textContent = text;
    place.replaceChildren(box);
    place.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("htmx:sendError", function () {
    say("网络不通，没有提交。请检查网络后再试。");
  });
  document.addEventListener("htmx:timeout", function () {
    say("等待太久，没有结果。请刷新后再看。");
  });
})();
