// A numbered mark in an answer opens its document: the link goes to the server through a hidden text box.
(() => {
  const open = (event) => {
    const link = event.target.closest && event.target.closest("a.pq-cite");
    if (!link) return;
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    const box = document.querySelector("#cite-link textarea, #cite-link input");
    // The time makes opening the same mark twice a change.
    box.value = `${link.getAttribute("href")} ${Date.now()}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", open);
  document.addEventListener("keydown", open);
  window.policyShowMark = () => {
    const show = (tries) => {
      const mark = document.querySelector("#document mark");
      if (mark) mark.scrollIntoView({ block: "center" });
      else if (tries) requestAnimationFrame(() => show(tries - 1));
    };
    requestAnimationFrame(() => show(30));
  };
})();
