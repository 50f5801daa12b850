// The language of the page: that of the browser or as chosen; both side by side where it is neither Chinese nor English.
(() => {
  const KEY = "policy-qa-language", MARK = "\u2063";
  const known = ["zh", "en", "both"];
  const whole = new WeakMap(); // a node, and its words in both languages
  const attributes = ["placeholder", "title", "aria-label", "alt"];

  const browsers = () => {
    const first = (navigator.language || "").slice(0, 2).toLowerCase();
    return known.includes(first) ? first : "both";
  };
  const policy = (window.policy = window.policy || {});
  policy.language = () => {
    const chosen = localStorage.getItem(KEY);
    return known.includes(chosen) ? chosen : browsers();
  };
  policy.say = (chinese, english) => {
    const said = document.createElement("span");
    for (const [language, words] of [["zh", chinese], ["en", english]]) {
      const part = document.createElement("span");
      part.className = `pq-${language}`;
      part.lang = language;
      part.textContent = language === "en" ? ` ${words}` : words;
      said.append(part);
    }
    return said;
  };
  policy.mark = (chinese, english) => `${chinese}${MARK} ${english}`;
  policy.label = (chinese, english) => inLanguage(policy.mark(chinese, english));

  const inLanguage = (words) => {
    const at = words.indexOf(MARK);
    if (at < 0) return words;
    const [chinese, english] = [words.slice(0, at), words.slice(at + 1).trim()];
    return { zh: chinese, en: english, both: `${chinese} ${english}` }[policy.language()];
  };
  const put = (store, key, now, set) => {
    const kept = store.get(key);
    const words = now.includes(MARK) ? now : kept && kept.shown === now ? kept.words : null;
    if (words === null) return;
    const shown = inLanguage(words);
    store.set(key, { words, shown });
    if (shown !== now) set(shown);
  };
  const translate = (root) => {
    // What documents and people say is never touched: it stands in .pq-verbatim or below our own HTML, marked up.
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode())
      if (!node.parentElement || !node.parentElement.closest(".pq-answer, .pq-note, .pq-question, #document, .pq-pane"))
        put(whole, node, node.data, (shown) => (node.data = shown));
    const marked = [...root.querySelectorAll(attributes.map((name) => `[${name}]`).join(","))];
    if (root.getAttribute) marked.push(root);
    for (const element of marked) {
      if (!whole.has(element)) whole.set(element, new Map());
      for (const name of attributes) {
        const now = element.getAttribute(name);
        if (now) put(whole.get(element), name, now, (shown) => element.setAttribute(name, shown));
      }
    }
  };
  const apply = () => {
    const language = policy.language();
    document.documentElement.dataset.language = language;
    document.documentElement.lang = language === "en" ? "en" : "zh";
    for (const button of document.querySelectorAll("[data-language][aria-pressed]"))
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    if (policy.mend) policy.mend();
    translate(document.body);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-language]");
    if (!button) return;
    localStorage.setItem(KEY, button.dataset.language);
    apply();
  });
  document.documentElement.dataset.language = policy.language();
  const begin = () => {
    apply();
    let waiting = false;
    new MutationObserver(() => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; apply(); });
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: attributes });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
