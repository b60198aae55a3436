// Forms: focus on the first error, Ctrl-Enter sends, a second click does not, drafts save themselves and say so.
(function () {
  "use strict";

  function setUp(root) {
    const errors = root.querySelector("[data-errors]");
    if (errors) errors.focus();
    root.querySelectorAll("form[data-draft]").forEach(draft);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = event.target.closest("form");
    if (form && form.method === "post") form.requestSubmit();
  });

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "1";
    window.setTimeout(function () { delete form.dataset.sending; }, 5000);
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(function (form) { delete form.dataset.sending; });
  });

  // Drafts ------------------------------------------------------------------------------------
  const LEFT_OUT = ["csrfmiddlewaretoken", "sent_key", "_labels", "_draft", "next"];
  const URL = document.querySelector("meta[name=nd-drafts]").content;

  function valuesOf(form) {
    const values = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || LEFT_OUT.includes(name)) return;
      const control = form.elements[name];
      if (control && control.type === "password") return;
      (values[name] = values[name] || []).push(value);
    });
    return values;
  }

  function putBack(form, values) {
    Object.keys(values).forEach(function (name) {
      const wanted = values[name];
      const controls = form.querySelectorAll('[name="' + CSS.escape(name) + '"]');
      controls.forEach(function (control, index) {
        if (control.type === "checkbox" || control.type === "radio") control.checked = wanted.includes(control.value);
        else if (control.multiple) Array.from(control.options).forEach(function (option) { option.selected = wanted.includes(option.value); });
        else if (control.type !== "file" && control.type !== "password" && control.type !== "hidden" && index < wanted.length) control.value = wanted[index];
      });
    });
    form.dispatchEvent(new Event("draft:restored", { bubbles: true }));
  }

  function draft(form) {
    if (form.dataset.draftReady) return;
    form.dataset.draftReady = "1";
    const id = form.dataset.draft;
    const mark = document.createElement("input");
    mark.type = "hidden";
    mark.name = "_draft";
    mark.value = id;
    form.append(mark);
    const note = document.createElement("p");
    note.className = "nd-draft";
    note.setAttribute("role", "status");
    form.append(note);
    const clean = JSON.stringify(valuesOf(form));
    let last = clean;
    let timer = 0;

    function save() {
      const values = valuesOf(form);
      const text = JSON.stringify(values);
      if (text === last) return;
      last = text;
      fetch(URL, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify({ form: id, values: text === clean ? {} : values }),
      }).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }).then(function (kept) {
        note.textContent = kept.saved_at ? "草稿已于 " + kept.saved_at + " 保存" : "";
      }).catch(function () {
        last = "";
        note.textContent = "草稿没有保存，请检查网络；内容仍在这一页。";
      });
    }
    form.addEventListener("input", function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(save, 1200);
    });
    form.addEventListener("submit", function () { window.clearTimeout(timer); });
    if (form.querySelector("[data-errors]")) return; // the page shows what was just typed: newer than the draft

    fetch(URL + "?form=" + encodeURIComponent(id), { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.json() : { values: {} };
    }).then(function (kept) {
      if (!Object.keys(kept.values).length || JSON.stringify(valuesOf(form)) !== clean) return;
      putBack(form, kept.values);
      last = JSON.stringify(valuesOf(form));
      note.textContent = "已放回 " + kept.saved_at + " 的草稿 ";
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "nd-quiet";
      drop.textContent = "不用草稿";
      drop.addEventListener("click", function () {
        form.reset();
        save();
      });
      note.append(drop);
    }).catch(function () { note.textContent = ""; });
  }

  document.addEventListener("DOMContentLoaded", function () { setUp(document); });
  document.addEventListener("htmx:load", function (event) { setUp(event.detail.elt); });
})();
