
"use strict";
{
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add("scripted");

  const cards = all(".card");
  const articles = all(".article");
  const marks = new Map();
  for (const mark of all(".text mark")) {
    const key = mark.dataset.f;
    if (!marks.has(key)) marks.set(key, []);
    marks.get(key).push(mark);
  }
  const of = (card) => card.id.slice(1);
  const articleOf = new Map(cards.map((card) => [card, card.closest(".article")]));

  // Filters
  const lint = $("by-lint"), level = $("by-level"), file = $("by-file");
  let visible = cards;
  const filter = () => {
    const part = file.value.trim().toLowerCase();
    const fits = new Set(articles.filter((article) => article.dataset.path.toLowerCase().includes(part)));
    const kept = new Set();
    visible = cards.filter((card) => {
      const article = articleOf.get(card);
      const fit = fits.has(article) && (!lint.value || card.dataset.lint === lint.value) && (!level.value || card.dataset.level === level.value);
      card.hidden = !fit;
      for (const mark of marks.get(of(card)) ?? []) mark.classList.toggle("off", !fit);
      if (fit) kept.add(article);
      return fit;
    });
    for (const article of articles) article.hidden = !kept.has(article);
    const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
    $("shown").textContent = `${count(visible.length, "finding")} in ${count(kept.size, "file")}`;
    $("none").hidden = visible.length > 0;
    for (const button of all(".chart button")) {
      const { lint: l, file: f } = button.dataset;
      button.setAttribute("aria-pressed", String(l !== undefined ? l === lint.value : f === file.value));
    }
    hide();
  };
  for (const input of [lint, level]) input.addEventListener("change", () => filter());
  file.addEventListener("input", () => filter());
  $("bar").addEventListener("submit", (event) => event.preventDefault());
  $("reset").addEventListener("click", () => {
    lint.value = level.value = file.value = "";
    filter();
  });
  for (const button of all(".chart button")) {
    button.addEventListener("click", () => {
      const { lint: l, file: f } = button.dataset;
      if (l !== undefined) lint.value = lint.value === l ? "" : l;
      else file.value = file.value === f ? "" : f;
      filter();
      if (f !== undefined && file.value) for (const article of articles) if (!article.hidden) article.open = true;
    });
  }
  const open = (state) => () => {
    for (const article of articles) if (!article.hidden) article.open = state;
  };
  $("open-all").addEventListener("click", open(true));
  $("close-all").addEventListener("click", open(false));

  // The reason, beside the words
  const note = $("note");
  let shownFor = null;
  const hide = () => {
    note.hidden = true;
    shownFor?.removeAttribute("aria-describedby");
    shownFor = null;
  };
  const show = (mark) => {
    const card = $("c" + mark.dataset.f);
    if (!card || mark.classList.contains("off")) return;
    hide();
    note.replaceChildren(...[...card.children].map((child) => child.cloneNode(true)));
    note.hidden = false;
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - note.offsetWidth - 16));
    const below = box.bottom + 8 + note.offsetHeight < innerHeight;
    const top = below ? box.bottom + 8 : Math.max(8, box.top - note.offsetHeight - 8);
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${top + scrollY}px`;
    shownFor = mark;
    mark.setAttribute("aria-describedby", "note");
  };
  const markOf = (event) => (event.target instanceof Element ? event.target.closest(".text mark") : null);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const mark = markOf(event);
    if (mark) show(mark);
    else if (shownFor && !note.contains(event.target) && document.activeElement !== shownFor) hide();
  });
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark) {
      show(mark);
      at(mark.dataset.f);
    } else if (!note.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) {
      show(mark);
      at(mark.dataset.f);
    } else if (!note.contains(event.target)) hide();
  });

  // The finding one is at
  let current = null;
  const at = (key) => {
    for (const old of all(".at")) old.classList.remove("at");
    current = key;
    $("c" + key)?.classList.add("at");
    for (const mark of marks.get(key) ?? []) mark.classList.add("at");
  };
  const go = (key, focus) => {
    const card = $("c" + key);
    if (!card) return;
    articleOf.get(card).open = true;
    const target = marks.get(key)?.find((mark) => mark.offsetParent !== null) ?? card;
    target.scrollIntoView({ block: "center" });
    if (focus) target.focus({ preventScroll: true });
    at(key);
  };
  const step = (by) => {
    const place = visible.findIndex((card) => of(card) === current);
    const next = visible[place < 0 ? (by > 0 ? 0 : visible.length - 1) : place + by];
    if (next) go(of(next), true);
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.place") : null;
    if (!link) return;
    event.preventDefault();
    go(link.getAttribute("href").slice(2), true);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return hide();
    if (event.target instanceof HTMLSelectElement || (event.target instanceof HTMLInputElement && event.target.type === "search")) return;
    const views = { 1: "view-scraped", 2: "view-safe", 3: "view-all" };
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") file.focus();
    else if (views[event.key]) {
      $(views[event.key]).checked = true;
      hide();
    } else return;
    event.preventDefault();
  });

  filter();
}
