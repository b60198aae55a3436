// The comparison page: j and k move through the pairs; everything else works without scripts.
(function () {
  "use strict";

  const shown = function () {
    return Array.from(document.querySelectorAll("[data-line]")).filter(function (line) { return line.offsetParent !== null; });
  };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea")) return;
    const by = { j: 1, k: -1 }[event.key.toLowerCase()];
    const lines = shown();
    if (!by || !lines.length) return;
    const here = event.target.closest("[data-line]");
    const at = here ? lines.indexOf(here) + by : by > 0 ? 0 : lines.length - 1;
    const next = lines[Math.min(Math.max(at, 0), lines.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    event.preventDefault();
  });

  // After pairing, the line that was acted on is where the keys go on from; one in a closed group opens it.
  document.addEventListener("DOMContentLoaded", function () {
    const line = window.location.hash.startsWith("#line-") && document.getElementById(window.location.hash.slice(1));
    if (!line) return;
    const group = line.closest("details");
    if (group) group.open = true;
    line.focus();
  });
})();
