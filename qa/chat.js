// What answers and lists can do in the page: open a quote in its document, copy a reference, say whether it helped.
(() => {
  const policy = (window.policy = window.policy || {});

  let opened; // the link outside the document that was followed last
  const openLink = (event) => {
    const link = event.target.closest && event.target.closest("a.pq-cite");
    if (!link) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    if (!link.closest("#document")) opened = link;
    const box = document.querySelector("#cite-link textarea, #cite-link input");
    // The time makes opening the same mark twice a change.
    box.value = `${link.getAttribute("href")} ${Date.now()}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", openLink);
  document.addEventListener("keydown", openLink);

  policy.showMark = () => {
    const show = (tries) => {
      const [mark, text] = [document.querySelector("#document mark"), document.querySelector("#document .pq-text")];
      if (!text && tries) return requestAnimationFrame(() => show(tries - 1));
      if (!text) return;
      text.scrollTop = mark ? mark.offsetTop - text.offsetTop - text.clientHeight / 3 : 0;
      const at = (mark || text).getBoundingClientRect();
      // On a phone the document stands below the chat.
      if (at.top < 0 || at.top > innerHeight - 80) (mark || text.parentElement).scrollIntoView({ block: mark ? "center" : "start" });
    };
    requestAnimationFrame(() => requestAnimationFrame(() => show(30)));
  };

  // On a phone: back from the document to where it was opened.
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest(".pq-back")) return;
    const place = opened && opened.checkVisibility() ? opened : document.querySelector("#tabs");
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  });
  const watchReading = () => {
    const pane = document.querySelector("#document");
    if (!pane) return setTimeout(watchReading, 300);
    const phone = matchMedia("(max-width: 720px)");
    new IntersectionObserver(([seen]) =>
      document.body.classList.toggle("pq-reading", seen.isIntersecting && phone.matches)).observe(pane);
  };
  watchReading();

  // The last question at the top of the conversation, its answer below it; on a phone the page is moved there too.
  policy.showAnswer = () => {
    const show = () => {
      const question = [...document.querySelectorAll("#chat .pq-question")].pop();
      if (!question) return;
      const message = question.closest(".message-row, .message-wrap > *") || question;
      let box = message.parentElement;
      while (box && box.scrollHeight <= box.clientHeight) box = box.parentElement;
      if (box && box.closest("#chat")) box.scrollTop += message.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
      const at = question.getBoundingClientRect();
      if (at.top < 0 || at.top > innerHeight * 0.6) question.scrollIntoView({ block: "start" });
    };
    requestAnimationFrame(() => requestAnimationFrame(show));
  };

  // What Gradio leaves without a name, or under a wrong one: its examples are called a list, but of buttons.
  policy.mend = () => {
    for (const button of document.querySelectorAll(".submit-button:not([aria-label])"))
      button.setAttribute("aria-label", policy.label("发送", "Send"));
    for (const list of document.querySelectorAll(".examples[role=list]")) {
      list.setAttribute("role", "group");
      list.setAttribute("aria-label", policy.label("例子", "Examples"));
    }
  };

  // What the question was understood to name: a press asks again with just what the button says not heeded.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button.pq-named");
    if (!button) return;
    const searching = button.closest("#found");
    if (!searching) policy.busy(true);
    policy.send(searching ? "search-without" : "without", button.dataset.ignore);
  });
  // The button pressed is no more: the next thing of its kind has the focus.
  policy.showReadings = (pane) => {
    const show = () => {
      const last = [...document.querySelectorAll(`${pane} .pq-understood`)].pop();
      if (last) last.querySelector("button").focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(show));
  };

  policy.busy = (busy) => document.body.classList.toggle("pq-busy", busy);

  const copied = async (words) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(words);
    // Over plain HTTP from another machine there is no clipboard but this.
    const area = document.createElement("textarea");
    area.value = words;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest && event.target.closest("button.pq-copy");
    if (!button) return;
    await copied(button.dataset.copy);
    const before = [...button.childNodes];
    if (button.querySelector("[role=status]")) return;
    const told = policy.say("已复制", "Copied");
    told.setAttribute("role", "status");
    button.replaceChildren(told);
    button.focus();
    setTimeout(() => button.replaceChildren(...before), 1500);
  });

  policy.download = (base64, ending) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = `policy-qa.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const judge = (group) => {
    const pressed = group.querySelector("[aria-pressed=true]");
    const box = document.querySelector("#said textarea, #said input");
    const reason = group.querySelector("input").value;
    box.value = JSON.stringify({ turn: group.dataset.turn, helpful: pressed.dataset.helpful === "1", reason, at: Date.now() });
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".pq-feedback [data-helpful]");
    if (!button) return;
    const group = button.closest(".pq-feedback");
    for (const each of group.querySelectorAll("[data-helpful]"))
      each.setAttribute("aria-pressed", String(each === button));
    group.querySelector("form").hidden = false;
    judge(group);
  });
  document.addEventListener("submit", (event) => {
    const group = event.target.closest && event.target.closest(".pq-feedback");
    if (!group) return;
    event.preventDefault();
    group.querySelector("form").hidden = true;
    judge(group);
  });
  policy.noted = (json) => {
    if (!json) return;
    const told = JSON.parse(json);
    for (const group of document.querySelectorAll(".pq-feedback"))
      if (group.dataset.turn === told.turn)
        group.querySelector("[role=status]").replaceChildren(told.error || policy.say("已记下，谢谢", "Noted, thank you"));
  };
})();
