// Turns the scenes, keeps the clock, and brings the wall back after the server or the network was away.
const ASK = 5000; // ms between two looks at the server
const SURE = 2; // answers in a row before they count: a server that starts is left alone, one slow answer is no outage
const REST = 120000; // ms after which a paused wall goes on by itself
const LONGEST = 6 * 3600 * 1000; // ms after which a page that ran well is loaded anew, so that nothing piles up for days

export default function ({ parentElement, data }) {
  const wall = parentElement.querySelector(".wall");
  const state = (window.unionWall ??= { at: 0, paused: 0, since: Date.now(), away: null, good: 0, bad: 0 });
  wall.lang = data.lang;
  wall.innerHTML = `${data.shared}<header><b class="brand"></b><div class="account"></div><time></time></header>
    <main></main><footer><span class="which"></span><span class="dots" aria-hidden="true"></span>
    <span class="next"></span><span class="source"></span></footer><p class="away" role="status"></p>`;
  const part = (name) => wall.querySelector(name);
  part(".brand").textContent = data.title;
  part(".source").innerHTML = data.foot;
  part(".dots").innerHTML = data.scenes.map(() => "<i></i>").join("");
  const dots = [...part(".dots").children];
  const time = new Intl.DateTimeFormat(data.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  const day = new Intl.DateTimeFormat(data.lang, { month: "long", day: "numeric", weekday: "short" });
  let left = data.pace;

  const show = (at) => {
    state.at = (at + data.scenes.length) % data.scenes.length;
    const scene = data.scenes[state.at];
    part("main").innerHTML = scene.body;
    part(".account").innerHTML = scene.head;
    part(".which").innerHTML = `${data.words.now} <b></b>`;
    part(".which b").textContent = scene.name;
    dots.forEach((dot, number) => dot.classList.toggle("on", number === state.at));
    left = data.pace;
    tell();
  };
  const tell = () => {
    const next = data.scenes[(state.at + 1) % data.scenes.length].name;
    const soon = data.words.next.replace("{name}", next).replace("{n}", left);
    part(".next").textContent = state.paused ? data.words.paused : `${soon} · ${data.words.touch}`;
    const now = new Date();
    part("time").innerHTML = `<b>${time.format(now)}</b> <span>${day.format(now)}</span>`;
    part(".away").textContent = state.away ? data.words.away.replace("{time}", time.format(state.away)) : "";
  };
  const second = () => {
    if (state.paused && Date.now() - state.paused > REST) state.paused = 0;
    if (!state.paused && (left -= 1) <= 0) return show(state.at + 1);
    tell();
  };
  const pause = () => {
    state.paused = state.paused ? 0 : Date.now();
    tell();
  };
  const key = (event) => {
    const moves = { ArrowRight: 1, ArrowLeft: -1 };
    if (event.key in moves) show(state.at + moves[event.key]);
    else if (event.key === " ") pause();
    else if (event.key === "Escape") location.assign(data.out);
    else return;
    event.preventDefault();
  };
  const answers = async () => {
    const ask = async (path) => (await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(ASK) })).ok;
    try {
      // The page itself too: a proxy may answer while the board behind it is still away.
      return (await ask("_stcore/health")) && (!state.away || (await ask(location.href)));
    } catch {
      return false;
    }
  };
  const look = async () => {
    const good = await answers();
    state.good = good ? state.good + 1 : 0;
    state.bad = good ? 0 : state.bad + 1;
    if (state.bad >= SURE) state.away ??= new Date();
    else if (state.good >= SURE && (state.away || Date.now() - state.since > LONGEST)) return location.reload();
    tell();
  };

  show(Math.min(state.at, data.scenes.length - 1));
  const clocks = [setInterval(second, 1000), setInterval(look, ASK)];
  wall.addEventListener("pointerdown", pause);
  window.addEventListener("keydown", key);
  return () => {
    clocks.forEach(clearInterval);
    wall.removeEventListener("pointerdown", pause);
    window.removeEventListener("keydown", key);
  };
}
