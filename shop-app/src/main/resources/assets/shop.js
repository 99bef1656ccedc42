// Everything works without this file. With htmx, a fragment that could not be had must not look as if nothing was clicked.
"use strict";
const failure = () => document.getElementById("page-failure");
for (const event of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(event, () => (failure().hidden = false));
}
document.addEventListener("htmx:beforeRequest", () => (failure().hidden = true));
