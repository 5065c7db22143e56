// On the simple page while the full one loads: go there as soon as it is ready, unless the
// reader has begun to type or has an answer before them.

const box = document.getElementById("q");

const timer = setInterval(async () => {
  const { ready } = await (await fetch("/ready")).json();
  if (!ready) return;
  clearInterval(timer);
  if (!box.value && !document.querySelector(".exchange")) {
    location.replace(document.documentElement.lang === "en" ? "/en/" : "/");
  }
}, 500);
