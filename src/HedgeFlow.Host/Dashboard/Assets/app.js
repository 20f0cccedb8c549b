'use strict';
// Draws what /api/state says, as often as the server sends it; polls where the stream does not come through.

const shown = new Map();
function draw(state) {
  received = performance.now();
  generated = state.generated_ts;
  refresh = state.refresh_s * 1000;
  $('book').textContent = state.book;
  for (const panel of state.panels) {
    const section = $(panel.id);
    if (!section) continue;
    section.state = panel;
    const text = JSON.stringify(panel.blocks);
    if (shown.get(panel.id) !== text) {
      shown.set(panel.id, text);
      drawBlocks(section.querySelector('.body'), panel.blocks);
    }
  }
  tick();
}
function drawBlocks(body, list) {
  list.forEach((block, i) => {
    const renderer = blocks[block.kind], key = `${block.kind}/${block.id || ''}`;
    let element = body.children[i];
    if (!element || element.dataset.key !== key) {
      const fresh = renderer.make(block);
      fresh.dataset.key = key;
      if (element) element.replaceWith(fresh);
      else body.append(fresh);
      element = fresh;
    }
    renderer.update(element, block);
  });
  while (body.children.length > list.length) body.lastElementChild.remove();
}

// Ages run on between updates: a number never looks fresher than it is.
function tick() {
  const passed = (performance.now() - received) / 1000;
  for (const section of document.querySelectorAll('.panel')) {
    const panel = section.state;
    if (!panel) continue;
    const badge = section.querySelector('.fresh');
    const seconds = panel.age_s === null ? null : panel.age_s + passed;
    let status = panel.status;
    if (status === 'fresh' && seconds !== null && seconds > panel.late_after_s) status = 'late';
    if ((status === 'fresh' || status === 'late') && seconds !== null && panel.stale_after_s !== null && seconds > panel.stale_after_s) status = 'stale';
    const words = [];
    if (status !== 'fresh') words.push(status.replace('_', ' '));
    if (panel.last_known) words.push('last known');
    if (seconds !== null) words.push(age(seconds));
    if (badge.dataset.status !== status) badge.dataset.status = status;
    const text = words.join(' · ') || 'live';
    if (badge.textContent !== text) badge.textContent = text;
    section.dataset.old = String(status !== 'fresh');
  }
  for (const element of document.querySelectorAll('[data-since]')) {
    const text = formats.age(+element.dataset.since);
    if (element.textContent !== text) element.textContent = text;
  }
  $('clock').textContent = `${new Date().toISOString().slice(11, 19)} UTC`;
  $('clock').title = `${new Date().toLocaleTimeString()} local`;
}

function link(state, text) {
  $('link').dataset.link = state;
  if ($('link').textContent !== text) $('link').textContent = text;
}
const SILENCE = 40000, FIRST = 8000, RETRY = 5000;
let polling = 0, refresh = 60000, lastFrame = 0;
async function poll() {
  let wait = RETRY;
  try {
    const response = await fetch('/api/state', { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    draw(await response.json());
    link('polling', 'polling');
    wait = refresh;
  } catch {
    link('lost', 'no connection');
  }
  if (polling) polling = setTimeout(poll, wait);
}
function fallBack() {
  if (polling) return;
  polling = 1;
  poll();
}
function listen() {
  const stream = new EventSource('/api/stream');
  stream.addEventListener('state', event => {
    const started = lastFrame = performance.now();
    draw(JSON.parse(event.data));
    document.documentElement.dataset.updateMs = (performance.now() - started).toFixed(1);
    link('live', 'live');
    clearTimeout(polling);
    polling = 0;
  });
  stream.addEventListener('error', () => {
    fallBack();
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 15000);
  });
}

$('theme').addEventListener('click', () => {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('hedgeflow-theme', document.documentElement.dataset.theme); } catch { /* not kept */ }
});
setInterval(tick, 1000);
setInterval(() => {
  if (performance.now() - lastFrame > (lastFrame ? SILENCE : FIRST)) fallBack();
}, 5000);
listen();
