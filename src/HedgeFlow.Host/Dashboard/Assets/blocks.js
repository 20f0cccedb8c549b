'use strict';
// The parts of a panel. All text goes in as text; pictures are parsed as SVG. No value is computed here but its age. What did
// not change is left alone: a selection, the focus and the place of a scroll survive an update.

const $ = id => document.getElementById(id);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
const group = digits => new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const two = group(2), whole = group(0), one = group(1);
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const minus = text => text.replace('-', '\u2212');

let received = 0, generated = 0;
const now = () => generated + (performance.now() - received) / 1000;

function age(seconds) {
  if (seconds < 0) seconds = 0;
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86400)} d`;
}
function bytes(value) {
  return value < 1024 ? `${value} B` : value < 1048576 ? `${one.format(value / 1024)} kB` : `${one.format(value / 1048576)} MB`;
}
const utc = seconds => new Date(seconds * 1000).toISOString();
const formats = {
  usd: v => `$${two.format(v)}`.replace('$-', '-$'),
  pnl: v => `${v > 0 ? '+' : ''}${two.format(v)}`,
  pnlusd: v => `${v > 0 ? '+' : ''}$${two.format(v)}`.replace('$-', '-$'),
  pnlpct: v => `${v > 0 ? '+' : ''}${two.format(v)} %`,
  pct: v => `${two.format(v)} %`,
  frac: v => `${two.format(v * 100)} %`,
  bps: v => `${two.format(v)} bps`,
  ms: v => `${whole.format(v)} ms`,
  int: v => whole.format(v),
  num: v => two.format(v),
  qty: v => significant.format(v),
  price: v => Math.abs(v) >= 1000 ? two.format(v) : significant.format(v),
  bytes: v => bytes(v),
  seconds: v => age(v),
  age: v => `${age(now() - v)} ago`,
  time: v => Math.abs(now() - v) < 86400 ? utc(v).slice(11, 19) : utc(v).slice(0, 16).replace('T', ' ')
};
const leftAligned = new Set(['symbol', 'text', 'side', 'time', 'status', 'spark']);

function write(element, value, format, base = '') {
  element.className = base;
  element.removeAttribute('title');
  delete element.dataset.since;
  if (value === null || value === undefined || value === '') {
    element.textContent = '–';
    return;
  }
  if (format === 'spark') {
    element.replaceChildren(picture(value));
    return;
  }
  element.textContent = typeof value === 'number' && formats[format] ? minus(formats[format](value)) : String(value);
  if (format === 'time' || format === 'age') {
    element.title = `${utc(value).slice(0, 19).replace('T', ' ')} UTC\n${new Date(value * 1000).toLocaleString()} local`;
  } else if (typeof value === 'string' && value.length > 16) {
    element.title = value.slice(0, 400);
  }
  if (format.startsWith('pnl')) element.classList.add(value > 0 ? 'good' : value < 0 ? 'bad' : 'flat');
  if (format === 'side') element.classList.add(value === 'LONG' || value === 'BUY' ? 'good' : 'bad');
  if (format === 'status') element.classList.add(value === 'fresh' ? 'good' : value === 'off' ? 'flat' : value === 'stale' || value === 'undated' ? 'warn' : 'bad');
  if (format === 'age') element.dataset.since = value;
}
// A part whose own surface is not fresh says so, whatever the panel's badge says.
function mark(element, from) {
  element.classList.toggle('aged', Boolean(from));
  element.dataset.from = from ? from.status.replace('_', ' ') : '';
  if (from) element.title = origin(from);
}
const origin = from => `${from.surface} ${from.status.replace('_', ' ')}${from.age_s === null ? '' : ` · ${age(from.age_s)}`}`;
function picture(text) {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  return parsed.nodeName === 'svg' ? document.importNode(parsed, true) : make('span', '', '–');
}

// Blocks. Each has make(block) and update(element, block); an element stays as long as its kind and id do.
const blocks = {
  note: {
    make: () => make('p', 'note'),
    update: (element, block) => {
      element.textContent = block.text;
      element.className = `note ${block.tone}`;
    }
  },
  badges: {
    make: () => make('ul', 'badges'),
    update: (element, block) => element.replaceChildren(...block.items.map(item => {
      const badge = make('li', item.tone, item.text);
      if (item.text.length > 24) badge.title = item.text.slice(0, 300);
      mark(badge, item.from);
      return badge;
    }))
  },
  figures: {
    make: () => make('dl', 'figures'),
    update: (element, block) => block.items.forEach((item, i) => {
      let figure = element.children[i];
      if (!figure) {
        figure = make('div', 'figure');
        figure.append(make('dt'), make('dd'));
        element.append(figure);
      }
      const [label, value] = figure.children;
      if (label.textContent !== item.label) label.textContent = label.title = item.label;
      const text = JSON.stringify(item);
      if (value.was !== text) {
        value.was = text;
        write(value, item.value, item.format, item.tone || '');
        mark(value, item.from);
      }
    })
  },
  table: { make: makeTable, update: updateTable },
  plots: { make: makePlots, update: updatePlots }
};

function makeTable(block) {
  const root = make('div', 'grid'), tools = make('div', 'tools'), scroll = make('div', 'scroll'), table = make('table');
  const title = make('h3', '', block.title);
  title.id = `${block.id}-caption`;
  table.setAttribute('aria-labelledby', title.id);
  const filter = make('input');
  filter.type = 'search';
  filter.placeholder = 'Filter';
  filter.setAttribute('aria-label', `Filter ${block.title}`);
  tools.append(title, filter);
  const head = make('tr');
  root.view = { block, filter: '', sort: -1, up: false, head, title, body: make('tbody') };
  block.columns.forEach((column, i) => {
    const cell = make('th', leftAligned.has(column.format) ? 'left' : '');
    cell.scope = 'col';
    const button = make('button', '', column.label);
    button.type = 'button';
    button.addEventListener('click', () => {
      const view = root.view;
      if (view.sort === i && view.up) view.sort = -1;
      else if (view.sort === i) view.up = true;
      else { view.sort = i; view.up = false; }
      drawRows(root);
    });
    cell.append(button);
    head.append(cell);
  });
  filter.addEventListener('input', () => {
    root.view.filter = filter.value.trim().toLowerCase();
    drawRows(root);
  });
  const header = make('thead');
  header.append(head);
  table.append(header, root.view.body);
  scroll.append(table);
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-labelledby', title.id);
  root.append(tools, scroll);
  return root;
}
function updateTable(root, block) {
  root.view.block = block;
  const title = block.from ? `${block.title} · ${origin(block.from)}` : block.title;
  if (root.view.title.textContent !== title) root.view.title.textContent = title;
  root.view.title.classList.toggle('warn', Boolean(block.from));
  root.classList.toggle('aged', Boolean(block.from));
  drawRows(root);
}
function drawRows(root) {
  const { block, filter, sort, up, head, body } = root.view;
  [...head.children].forEach((cell, i) => {
    const order = i !== sort ? 'none' : up ? 'ascending' : 'descending';
    if (cell.getAttribute('aria-sort') !== order) cell.setAttribute('aria-sort', order);
  });
  let rows = block.rows;
  if (filter) rows = rows.filter(row => row.some((cell, i) => block.columns[i].format !== 'spark' && String(cell ?? '').toLowerCase().includes(filter)));
  if (sort >= 0) {
    const sign = up ? 1 : -1;
    rows = [...rows].sort((a, b) => {
      const x = a[sort], y = b[sort];
      if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
      return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : String(x) > String(y) ? 1 : 0);
    });
  }
  if (rows.length === 0) {
    const text = filter && block.rows.length ? 'no match' : block.empty;
    if (body.dataset.empty === text) return;
    body.dataset.empty = text;
    const line = make('tr'), cell = make('td', 'none', text);
    cell.colSpan = block.columns.length;
    line.append(cell);
    body.replaceChildren(line);
    return;
  }
  if (body.dataset.empty) {
    delete body.dataset.empty;
    body.replaceChildren();
  }
  while (body.children.length > rows.length) body.lastElementChild.remove();
  rows.forEach((row, n) => {
    let line = body.children[n];
    if (!line) {
      line = make('tr');
      line.append(...block.columns.map(() => make('td')));
      body.append(line);
    }
    block.columns.forEach((column, i) => {
      const cell = line.children[i];
      if (cell.was === row[i] && cell.was !== undefined) return;
      cell.was = row[i];
      write(cell, row[i], column.format, column.format === 'symbol' ? 'left name' : leftAligned.has(column.format) ? 'left' : '');
    });
  });
}

const narrow = matchMedia('(max-width: 640px)');
narrow.addEventListener('change', () => { for (const root of document.querySelectorAll('.plots')) updatePlots(root, root.view.block); });

function makePlots() {
  const root = make('div', 'plots'), bar = make('div', 'ranges'), readout = make('span', 'readout'), surface = make('div', 'surface');
  const buttons = make('span'), equity = make('div'), drawdown = make('div'), cursor = make('div', 'cursor');
  surface.tabIndex = 0;
  surface.setAttribute('role', 'group');
  surface.setAttribute('aria-label', 'Equity and drawdown over time; left and right arrow move the reading');
  readout.setAttribute('aria-live', 'off');
  bar.append(buttons, readout);
  surface.append(equity, drawdown, cursor);
  root.append(bar, surface);
  root.view = { block: null, range: 'All', at: null, buttons, readout, equity, drawdown, cursor, surface };
  surface.addEventListener('pointermove', event => {
    const svg = equity.firstElementChild, box = surface.getBoundingClientRect();
    if (!svg) return;
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    const { t0, t1, x0, x1 } = svg.dataset;
    read(root, +t0 + (x - x0) / (x1 - x0) * (t1 - t0));
  });
  surface.addEventListener('pointerleave', () => read(root, null));
  surface.addEventListener('keydown', event => {
    if (event.key === 'Escape') read(root, null);
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const points = root.view.block.points;
    const index = root.view.at === null ? points.length - 1 : nearest(points, root.view.at) + (event.key === 'ArrowLeft' ? -1 : 1);
    read(root, points[Math.max(0, Math.min(points.length - 1, index))][0]);
  });
  return root;
}
function updatePlots(root, block) {
  const view = root.view;
  view.block = block;
  const names = block.ranges.map(range => range.name);
  if (!names.includes(view.range)) view.range = 'All';
  if (view.buttons.dataset.names !== names.join()) {
    view.buttons.dataset.names = names.join();
    view.buttons.replaceChildren(...names.map(name => {
      const button = make('button', 'button', name);
      button.type = 'button';
      button.addEventListener('click', () => {
        view.range = name;
        updatePlots(root, view.block);
      });
      return button;
    }));
  }
  root.classList.toggle('aged', Boolean(block.from));
  for (const button of view.buttons.children) button.setAttribute('aria-pressed', String(button.textContent === view.range));
  const range = block.ranges.find(candidate => candidate.name === view.range);
  const size = narrow.matches ? '_narrow' : '';
  for (const name of ['equity', 'drawdown']) {
    const text = range[name + size];
    if (view[name].was !== text) {
      view[name].was = text;
      view[name].replaceChildren(picture(text));
    }
  }
  read(root, view.at);
}
function nearest(points, time) {
  let best = 0;
  for (let i = 1; i < points.length; i++) if (Math.abs(points[i][0] - time) < Math.abs(points[best][0] - time)) best = i;
  return best;
}
function read(root, time) {
  const view = root.view, block = view.block, points = block.points;
  view.at = time;
  const point = points[time === null ? points.length - 1 : nearest(points, time)];
  view.readout.textContent = `${utc(point[0]).slice(0, 19).replace('T', ' ')} UTC   ${minus(formats.usd(point[1]))}   ${minus(two.format(point[2]))} %${block.from ? `   ${origin(block.from)}` : ''}`;
  view.readout.title = `${new Date(point[0] * 1000).toLocaleString()} local`;
  const svg = view.equity.firstElementChild;
  if (!svg || !svg.dataset.t0) return;
  const { t0, t1, x0, x1 } = svg.dataset;
  const x = +x0 + (point[0] - t0) / (t1 - t0 || 1) * (x1 - x0);
  view.cursor.hidden = time === null;
  view.cursor.style.left = `${x / svg.viewBox.baseVal.width * 100}%`;
}
