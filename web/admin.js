// The admin page at work: shows what the server tells, uploads, removes, rebuilds, goes back.
(() => {
  const at = (id) => document.getElementById(id);
  const say = (chinese, english) => policy.say(chinese, english);
  const put = (id, ...parts) => at(id).replaceChildren(...parts);
  const make = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...parts);
    return element;
  };
  const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const tell = (part, bad) => {
    put("told", make("p", bad ? "bad" : "good", part));
    at("told").setAttribute("role", bad ? "alert" : "status");
  };

  const call = async (method, path, body) => {
    let answer;
    try {
      answer = await fetch(`admin/${path}`, { method, body });
    } catch {
      throw say("服务器没有回应", "The server does not answer");
    }
    if (answer.status === 401) location.reload();
    const told = await answer.json().catch(() => ({ message: answer.statusText }));
    if (!answer.ok) throw told.message;
    return told;
  };
  // What goes wrong is told above, and nothing else happens.
  const doing = (work) => async (...given) => {
    try {
      await work(...given);
    } catch (error) {
      tell(error instanceof Error ? String(error) : error, true);
    }
  };

  // Asks before something is done: "yes", "more" where that is offered, or "" for no.
  const sure = (words, yes, { also, note, more } = {}) =>
    new Promise((resolve) => {
      put("sure-words", words);
      put("sure-yes", yes);
      put("also-words", also || "");
      put("sure-note", note || "");
      at("sure-also").hidden = !also;
      at("sure-note").hidden = !note;
      at("sure-more").hidden = !more;
      at("also").checked = true;
      const dialog = at("sure");
      dialog.returnValue = "no";
      dialog.addEventListener("close", () => resolve(dialog.returnValue === "no" ? "" : dialog.returnValue), { once: true });
      dialog.showModal();
    });

  // The index: what is in force, what is under way, what came of the last build.
  let before = "", ended, counts = {};
  const showNow = (state) => {
    const waiting = ["waiting", "changed", "gone"].reduce((sum, name) => sum + (counts[name] || 0), 0);
    const parts = state.generation === null
      ? [make("span", "bad", state.problem)]
      : [say(`第 ${state.generation} 版，共 ${state.documents} 份文件`, `Generation ${state.generation}, ${plural(state.documents, "document")}`)];
    if (waiting) parts.push(make("span", "chip waiting", say(`${waiting} 项改动待重建`, `${plural(waiting, "change")} to rebuild for`)));
    put("now", ...parts);
  };
  const showBuilding = (building) => {
    at("progress").hidden = !building;
    at("build").disabled = at("rollback").disabled = Boolean(building);
    if (!building) return;
    const bar = at("bar");
    if (building.total) [bar.max, bar.value] = [building.total, building.done];
    else bar.removeAttribute("value");
    const { stage, done, total } = building;
    const [chinese, english] = !total
      ? ["正在列出文件", "listing the files"]
      : stage === "looking"
        ? [`正在查看哪些文件有变化，已看 ${done} / ${total} 个`, `looking for what has changed, ${done} of ${total} files seen`]
        : [`正在入库，已完成 ${done} / ${total} 份`, `taking them into the index, ${done} of ${total} documents done`];
    put("bar-words", say(`${building.by} 于 ${building.since} 开始重建：${chinese}。提问不受影响。`,
      `${building.by} has been rebuilding since ${building.since}: ${english}. Questions are answered meanwhile.`));
  };
  const showLast = (last, inChinese) => {
    at("last").hidden = !last;
    if (!last) return;
    const head = make("h3", "", say(`上次重建：${last.by}，${last.at}`, `Last rebuild: ${last.by}, ${last.at}`));
    if (last.error) return put("last", head, make("p", "bad", last.message));
    const parts = last.sections.map(([chinese, english, items]) => {
      const skipped = english === "skipped";
      const list = make("details", skipped ? "bad" : "", make("summary", "", say(`${chinese} ${items.length}`, `${english} ${items.length}`)),
        make("ul", "", ...items.map((item) => make("li", "", inChinese[item] ? say(inChinese[item], item) : item))));
      list.open = skipped || items.length <= 10;
      return list;
    });
    put("last", head, make("p", "quiet", last.headline.join("")), ...parts);
  };
  const look = async () => {
    const state = await call("GET", "state");
    showNow(state);
    showBuilding(state.building);
    const now = JSON.stringify([state.generation, state.last && state.last.at]);
    if (now !== before) {
      const done = before !== "" && state.last && state.last.at !== ended;
      before = now;
      ended = state.last && state.last.at;
      showLast(state.last, state.chinese);
      await list();
      showNow(state);
      if (done)
        state.last.error ? tell(state.last.message, true) : tell(say(`重建完成，现行第 ${state.generation} 版`, `Rebuilt; generation ${state.generation} is in force`));
    }
    return Boolean(state.building);
  };
  let timer;
  const follow = async () => {
    clearTimeout(timer);
    let soon = false;
    try {
      soon = await look();
    } catch (error) {
      tell(error, true);
    }
    timer = setTimeout(follow, soon ? 700 : 5000);
  };
  at("build").addEventListener("click", doing(async () => {
    await call("POST", "build");
    tell(say("已开始重建", "The rebuild has begun"));
    await follow();
  }));

  // The files.
  const STATES = {
    indexed: ["已入库", "indexed"], waiting: ["待入库", "new"], changed: ["已改动", "changed"],
    skipped: ["未读出", "not read"], gone: ["已移除", "removed"],
  };
  const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);
  const row = (file) => {
    const facts = file.size === null ? [] : [size(file.size), file.changed];
    const item = make("li", "file", make("span", "name", file.path),
      make("span", `chip ${file.state}`, say(...STATES[file.state])), make("span", "quiet facts", facts.join(" · ")));
    if (file.documents > 1) item.lastChild.append(" · ", say(`${file.documents} 份文件`, `${file.documents} documents`));
    if (file.reason) item.append(make("p", "reason", say(file.chinese, file.reason)));
    if (file.state === "gone") return item;
    const button = make("button", "", say("移除", "Remove"));
    button.type = "button";
    button.setAttribute("aria-label", policy.mark(`移除 ${file.path}`, `Remove ${file.path}`));
    button.addEventListener("click", doing(() => remove(file, button)));
    item.append(button);
    return item;
  };
  const remove = async (file, button) => {
    const words = say(`从文件夹里删除“${file.path}”？删除后不能恢复；重建之前，回答还会引用它。`,
      `Delete “${file.path}” from the folder? It cannot be brought back; until a rebuild it is still quoted.`);
    const names = file.copies.map((path) => `“${path}”`).join("、");
    const packed = file.archives.map((path) => `“${path}”`).join("、");
    const also = names && say(`内容相同的 ${names} 也一起删除，否则仍会搜到`, `Delete ${names} too, of the same content; else it is still found`);
    const note = packed && say(`${packed} 里也有同样的文件，要在压缩包里删，否则仍会搜到。`, `${packed} holds the same document; remove it there, else it is still found.`);
    const chosen = await sure(words, say("删除", "Delete"), { also, note, more: true });
    if (!chosen) return button.focus();
    const gone = [];
    try {
      for (const path of [file.path, ...(names && at("also").checked ? file.copies : [])]) {
        await call("DELETE", `file?path=${encodeURIComponent(path)}`);
        gone.push(`“${path}”`);
      }
      const list = gone.join("、");
      tell(say(`已删除${list}。重建之前，回答还会引用它`, `Deleted ${list}; until a rebuild it is still quoted`));
      if (chosen === "more") {
        await call("POST", "build");
        tell(say(`已删除${list}，正在重建`, `Deleted ${list}; rebuilding`));
      }
    } finally {
      await refresh();
      at("find").focus();
    }
  };
  const list = async () => {
    const told = await call("GET", `files?q=${encodeURIComponent(at("find").value)}`);
    counts = told.counts;
    put("counts", ...Object.entries(STATES).filter(([name]) => counts[name]).map(([name, [chinese, english]]) =>
      make("span", "count", say(`${chinese} ${counts[name]}`, `${english} ${counts[name]}`))));
    put("files", ...(told.files.length ? told.files.map(row) : [make("li", "quiet", say("没有文件", "No files"))]));
    at("more").hidden = told.found <= told.files.length;
    put("more", say(`还有 ${told.found - told.files.length} 个，请按名字查找`, `${told.found - told.files.length} more; find them by name`));
    showGenerations(told.generations);
  };
  const refresh = async () => {
    await list();
    await follow();
  };
  let typing;
  at("find").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(doing(list), 250);
  });

  // Uploads, one after the other: the page tells of each what became of it.
  const send = (file, line) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const bar = make("progress", "");
      bar.max = file.size || 1;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      line.replaceChildren(make("span", "name", file.name), bar);
      request.upload.addEventListener("progress", (event) => (bar.value = event.loaded));
      request.addEventListener("loadend", () => {
        let told = {};
        try { told = JSON.parse(request.responseText); } catch { /* nothing came back */ }
        if (request.status === 401) location.reload();
        const good = request.status === 200;
        const words = !good ? told.message || say("上传中断", "The upload was broken off")
          : told.replaced ? say("已上传，替换了同名文件", "uploaded, in place of the file of that name") : say("已上传", "uploaded");
        const renamed = good && told.name !== file.name
          ? [say(`，名字里有不能用的字符或太长，改存为“${told.name}”`, `, kept as “${told.name}”: its name was too long or had characters that cannot be used`)] : [];
        line.replaceChildren(make("span", "name", file.name), make("span", good ? "good" : "bad", words, ...renamed));
        resolve(good);
      });
      request.open("PUT", `admin/file?name=${encodeURIComponent(file.name)}`);
      request.send(file);
    });
  const upload = doing(async (files) => {
    const lines = [...files].map((file) => make("li", "", make("span", "name", file.name)));
    put("uploads", ...lines);
    let good = 0;
    for (const [number, file] of [...files].entries()) good += await send(file, lines[number]);
    const bad = files.length - good;
    if (good) tell(say(`上传了 ${good} 个文件${bad ? `，${bad} 个没有收下` : ""}；重建后生效`,
      `${plural(good, "file")} uploaded${bad ? `, ${bad} refused` : ""}; rebuild to bring them into force`), bad);
    else tell(say("没有收下任何文件，原因见下", "No file was taken; the reasons are below"), true);
    await refresh();
  });
  at("pick").addEventListener("change", (event) => {
    upload([...event.target.files]);
    event.target.value = "";
  });
  const drop = at("drop");
  for (const name of ["dragenter", "dragover", "dragleave", "drop"])
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") upload([...event.dataTransfer.files]);
    });

  // Generations.
  const showGenerations = (generations) => {
    put("generations", ...generations.map((each) => {
      const words = make("span", "", say(`第 ${each.generation} 版`, `Generation ${each.generation}`));
      const facts = make("span", "quiet", new Date(each.built).toLocaleString(), " · ",
        say(`${each.documents} 份文件，${each.chunks} 段`, `${plural(each.documents, "document")}, ${plural(each.chunks, "passage")}`));
      if (each.restores) facts.append(" · ", say(`内容同第 ${each.restores} 版`, `holds what generation ${each.restores} held`));
      const chip = each.current ? [make("span", "chip indexed", say("现行", "in force"))] : [];
      return make("li", "", words, ...chip, facts);
    }));
    at("rollback").hidden = generations.length < 2;
  };
  at("rollback").addEventListener("click", doing(async () => {
    const words = say("回到上一版索引？提问马上用上一版；再按一次就回来。", "Go back to the generation before? Questions use it at once; again to return.");
    if (!(await sure(words, say("回退", "Go back")))) return at("rollback").focus();
    const told = await call("POST", "rollback");
    tell(say(`现行第 ${told.generation} 版，内容同第 ${told.restores} 版`, `Generation ${told.generation} is in force; it holds what generation ${told.restores} held`));
    await follow();
  }));

  at("logout").addEventListener("click", doing(async () => {
    await call("POST", "logout");
    location.reload();
  }));
  follow();
})();
