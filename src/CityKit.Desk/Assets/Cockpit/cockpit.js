// Says when the cockpit has not been drawn for a minute, and loads it anew as soon as its server answers.
const oldest = 60_000;
let timer;

export function watch(probe) {
  clearInterval(timer);
  let [drawn, at] = ["", Date.now()];
  timer = setInterval(async () => {
    const pulse = document.querySelector(".cockpit-pulse");
    if (!pulse) return clearInterval(timer);
    if (pulse.dataset.drawn !== drawn) [drawn, at] = [pulse.dataset.drawn, Date.now()];
    const isStale = Date.now() - at > oldest;
    const badge = pulse.querySelector(".cockpit-stale");
    badge.textContent = isStale ? badge.dataset.text : "";
    if (!isStale) return;
    try {
      if ((await fetch(probe, { cache: "no-store" })).ok) location.reload();
    } catch { /* not yet */ }
  }, 5_000);
}
