// Shows the page anew, unless nobody looks or somebody is typing. The place in the page stays.
"use strict";
const place = "place " + location.pathname + location.search;
const kept = sessionStorage.getItem(place);
if (kept !== null) {
  scrollTo(0, Number(kept));
}
addEventListener("pagehide", () => sessionStorage.setItem(place, String(scrollY)));
setInterval(() => {
  const active = document.activeElement;
  if (!document.hidden && !(active && active.closest("form"))) {
    location.reload();
  }
}, 10000);
