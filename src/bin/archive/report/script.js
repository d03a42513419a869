"use strict";
// Without this script everything can be read; with it, tables are sorted by their heads and articles are filtered.
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("thead th").forEach(other => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.classList.contains("number");
      const key = row => row.cells[column].textContent;
      const order = number ? (a, b) => key(a) - key(b) : (a, b) => key(a).localeCompare(key(b));
      const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * order(a, b));
      body.append(...rows);
    });
  });
}
const filter = document.getElementById("filter"), shown = document.getElementById("shown");
if (filter) {
  filter.parentElement.hidden = false;
  const rows = [...document.querySelectorAll("#list tbody tr")].map(row => [row, plain(row.textContent)]);
  filter.addEventListener("input", () => {
    const words = plain(filter.value).split(/\s+/);
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every(word => text.includes(word));
      if (!row.hidden) count++;
    }
    shown.textContent = filter.value ? `${count} of ${rows.length}` : "";
  });
}
