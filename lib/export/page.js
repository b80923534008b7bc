"use strict";
// Draws the tables out of the text that it has checked, so that what is read is what was hashed.
// SHA-256 is written out because crypto.subtle is missing on an intranet page without TLS.
const data = JSON.parse(document.getElementById("data").textContent);
const words = data.words;

function primes(count, root) {
  const found = [];
  for (let n = 2; found.length < count; n += 1) {
    if (!found.some(([p]) => n % p === 0)) found.push([n, root(n)]);
  }
  return found.map(([, value]) => ((value - Math.floor(value)) * 2 ** 32) | 0);
}
const START = primes(8, Math.sqrt);
const ROUND = primes(64, Math.cbrt);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function sha256(bytes) {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(blocks * 64 - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(blocks * 64 - 4, (bytes.length << 3) >>> 0);
  const hash = Int32Array.from(START);
  const w = new Int32Array(64);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] += value; });
  }
  return Array.from(hash, (value) => (value >>> 0).toString(16).padStart(8, "0")).join("");
}

function rows(text) {
  const table = [];
  let row = [], cell = "", quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") { row.push(cell); cell = ""; }
    else if (sign === "\n") { row.push(cell); table.push(row); row = []; cell = ""; }
    else cell += sign;
  }
  const heads = table.shift();
  return table.map((cells) => Object.fromEntries(heads.map((head, i) => [head, cells[i]])));
}

function element(tag, text, kind) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function draw(id, heads, lines) {
  const table = document.getElementById(id);
  if (!lines.length) return;
  const head = element("tr");
  heads.forEach((text) => { const cell = element("th", text); cell.scope = "col"; head.append(cell); });
  const top = element("thead"), body = element("tbody");
  top.append(head);
  lines.forEach((cells) => { const line = element("tr"); line.append(...cells); body.append(line); });
  table.append(top, body);
}

function show() {
  const by = (name, key) => new Map(rows(data.tables[name]).map((row) => [row[key], row]));
  const pick = (row, name) => (row ? row[`${name}_${data.lang}`] : "");
  const areas = by("areas.csv", "area_code"), sources = by("sources.csv", "source_id");
  const indicators = by("indicators.csv", "indicator");
  const place = (row) => (row.area_status === "unattributed" ? words.unattributed : pick(areas.get(row.area_code), "name"));
  const quote = (text) => {
    const cell = element("td", undefined, "q");
    cell.append(element("mark", text.split(/\s*\n\s*/).join("")));
    return cell;
  };
  const span = (row) => element("td", [`${row.start}..${row.end}`, ...(row.mentions || "").split(";")].filter(Boolean).join(" "), "s");
  draw("facts", [words.place, words.indicator, words.figure, words.context, words.span, words.source],
    rows(data.tables["metrics.csv"]).map((row) => [
      element("td", place(row)),
      element("td", pick(indicators.get(row.indicator), "name")),
      quote(row.quote),
      element("td", pick(row, "context")),
      span(row),
      element("td", pick(sources.get(row.source_id), "title"), "s"),
    ]));
  draw("initiatives", [words.place, words.initiative, "", words.context, words.span, words.source],
    rows(data.tables["initiatives.csv"]).map((row) => [
      element("td", place(row)),
      element("td", pick(row, "name")),
      quote(row.quote),
      element("td", pick(row, "summary")),
      span(row),
      element("td", pick(sources.get(row.source_id), "title"), "s"),
    ]));
}

function check() {
  const encoder = new TextEncoder(), state = document.getElementById("state");
  const broken = Object.keys(data.tables).filter((name) => sha256(encoder.encode(data.tables[name])) !== data.sums[name]);
  state.className = broken.length ? "broken" : "fine";
  state.textContent = broken.length ? words.broken.replace("{name}", broken.join(", ")) : `✓ ${words.fine}`;
  if (!broken.length) show();
}

async function compare(files) {
  const list = document.getElementById("files");
  list.replaceChildren();
  const sums = files.find((file) => file.name === "SHA256SUMS");
  if (!sums) { list.append(element("li", words.nosums, "missing")); return; }
  const lines = (await sums.text()).trim().split("\n").map((line) => line.split("  "));
  const wanted = new Map(lines.map(([digest, name]) => [name, digest]));
  const tell = (name, kind) => list.append(element("li", `${kind === "same" ? "✓" : "✕"} ${name}: ${words[kind]}`, kind));
  for (const [name, digest] of wanted) {
    const file = files.find((one) => one.name === name);
    if (!file) tell(name, "missing");
    else tell(name, sha256(new Uint8Array(await file.arrayBuffer())) === digest ? "same" : "other");
  }
  files.filter((file) => !wanted.has(file.name) && !file.name.startsWith("SHA256SUMS")).forEach((file) => tell(file.name, "extra"));
}

document.getElementById("chosen").addEventListener("change", (event) => compare([...event.target.files]));
document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  document.querySelectorAll("tbody tr").forEach((line) => {
    line.hidden = !line.textContent.toLowerCase().includes(wanted);
  });
});
check();
