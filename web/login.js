// Sends name and password, and tells what is wrong with them or how long to wait.
(() => {
  const form = document.querySelector("form");
  const [button, told] = [form.querySelector("button"), document.getElementById("told")];
  const say = (chinese, english) => told.replaceChildren(policy.say(chinese, english));
  const wait = (seconds) => {
    button.disabled = seconds > 0;
    if (seconds <= 0) return told.replaceChildren();
    say(`密码错得太多，请 ${seconds} 秒后再试`, `Too many wrong passwords; try again in ${seconds} s`);
    setTimeout(() => wait(seconds - 1), 1000);
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch {
      say("服务器没有回应", "The server does not answer");
    }
    button.disabled = false;
    if (!answer) return;
    if (answer.ok) return location.reload();
    form.password.value = "";
    if (answer.status === 429) return wait(Number(answer.headers.get("Retry-After")) || 1);
    if (answer.status === 400) say("用户名或密码不对", "The name or the password is wrong");
    else say("现在无法登录", "One cannot log in now");
    form.password.focus();
  });
})();
