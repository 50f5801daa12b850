// The conversations kept in this browser: the one in hand and those before it, named, renamed, deleted.
(() => {
  const KEY = "policy-qa-conversations", MOST = 50, LONGEST_NAME = 40;
  const policy = (window.policy = window.policy || {});
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "{}");
      const list = Array.isArray(kept.list) ? kept.list : [];
      return { current: String(kept.current || ""), list: list.filter((one) => one && Array.isArray(one.turns)) };
    } catch {
      return { current: "", list: [] };
    }
  };
  const write = (kept) => {
    kept.list = kept.list.slice(0, MOST);
    for (;;) {
      try {
        localStorage.setItem(KEY, JSON.stringify(kept));
        break;
      } catch {
        // The browser gives a page a few megabytes: the oldest go first.
        if (!kept.list.pop()) break;
      }
    }
    show();
  };
  const send = (name, words) => {
    const box = document.querySelector(`#${name} textarea, #${name} input`);
    box.value = `${Date.now()} ${words}`; // the time makes the same words a change
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  policy.send = send;

  policy.keep = (json, focus) => {
    policy.busy(false);
    const turns = JSON.parse(json || "[]");
    const kept = read();
    let one = kept.list.find((each) => each.id === kept.current);
    if (!one && turns.length) {
      one = { id: String(Date.now()), name: turns[0].question.slice(0, LONGEST_NAME), turns };
      kept.current = one.id;
    }
    if (one) {
      one.turns = turns;
      kept.list = [one, ...kept.list.filter((each) => each !== one)].filter((each) => each.turns.length);
    }
    write(kept);
    if (focus) document.querySelector(focus).focus();
  };
  policy.fresh = () => {
    write({ ...read(), current: "" });
    policy.busy(false);
    send("take-up", "[]");
    document.querySelector("#question textarea").focus();
  };
  policy.begin = () => {
    const kept = read();
    const one = kept.list.find((each) => each.id === kept.current);
    if (one) send("take-up", JSON.stringify(one.turns));
    show();
  };

  const open = (id) => {
    const kept = read();
    const one = kept.list.find((each) => each.id === id);
    if (!one) return;
    write({ ...kept, current: id });
    send("take-up", JSON.stringify(one.turns));
  };
  const remove = (id) => {
    const kept = read();
    kept.list = kept.list.filter((each) => each.id !== id);
    if (kept.current === id) {
      kept.current = "";
      send("take-up", "[]");
    }
    write(kept);
    document.querySelector("#conversations button").focus();
  };
  const rename = (id, name) => {
    const kept = read();
    const one = kept.list.find((each) => each.id === id);
    if (one && name.trim()) one.name = name.trim().slice(0, LONGEST_NAME);
    write(kept);
  };

  const button = (words, does, name) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(words);
    if (name) made.setAttribute("aria-label", name);
    made.addEventListener("click", does);
    return made;
  };
  const row = (one, current) => {
    const item = document.createElement("li");
    const opening = button(one.name, () => open(one.id));
    opening.className = "pq-name";
    if (current) opening.setAttribute("aria-current", "true");
    const renaming = button(policy.say("改名", "Rename"), () => {
      const field = document.createElement("input");
      field.value = one.name;
      field.maxLength = LONGEST_NAME;
      field.setAttribute("aria-label", policy.label("对话的名字", "Name of the conversation"));
      const done = () => rename(one.id, field.value);
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter") done();
        if (event.key === "Escape") show();
      });
      opening.replaceWith(field);
      renaming.replaceWith(button(policy.say("好", "OK"), done));
      field.focus();
      field.select();
    });
    item.append(opening, renaming, button(policy.say("删除", "Delete"), () => remove(one.id)));
    return item;
  };
  const show = () => {
    const place = document.querySelector("#pq-kept");
    if (!place) return;
    const kept = read();
    if (!kept.list.length) return place.replaceChildren(policy.say("还没有对话", "No conversation yet"));
    const list = document.createElement("ul");
    list.append(...kept.list.map((one) => row(one, one.id === kept.current)));
    const all = button(policy.say("全部删除", "Delete all"), () => {
      all.replaceWith(
        button(policy.say("确认全部删除", "Really delete all"), () => {
          write({ current: "", list: [] });
          send("take-up", "[]");
        })
      );
    });
    place.replaceChildren(list, all);
  };
  // What an accordion holds is only there once it was opened.
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("#conversations")) return;
    const wait = (tries) => {
      const place = document.querySelector("#pq-kept");
      if (place && !place.hasChildNodes()) show();
      else if (!place && tries) requestAnimationFrame(() => wait(tries - 1));
    };
    wait(60);
  });
})();
