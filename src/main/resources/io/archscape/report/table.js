// The table of all models: filtered, sorted, written as CSV.

const listing = { key: 'error', ascending: true, length: 50, rows: [] };

/** Columns: a key, a heading, and what stands there for a model. */
function columns() {
  const number = (key, name, of) => ({ key, name, of, number: true });
  return [
    { key: 'space', name: 'Space', of: model => model.of.label },
    number('index', 'Draw', model => model.of.index[model.i]),
    number('error', 'Error, %', model => model.error),
    ...Object.entries(costs).map(([key, name]) => number(key, name, model => cost(model, key))),
    number('blocks', 'Blocks', model => model.of.blocks[model.i]),
    number('seconds', 'Seconds', model => model.of.seconds[model.i]),
    ...names('parameters').map(name => number(`p:${name}`, name, model => parameter(model, name))),
    ...names('choices').map(name => ({ key: `c:${name}`, name, of: model => choice(model, name) })),
    { key: 'trial', name: 'Trial', of: model => model.of.id[model.i] },
  ];
}

/** Models without a value come last in either order. */
function compared(of, ascending) {
  return (a, b) => {
    const [x, y] = [of(a), of(b)];
    if (x === y) return byError(a, b);
    if (x === '' || y === '') return x === '' ? 1 : -1;
    const order = typeof x === 'number' && typeof y === 'number'
      ? x - y : String(x).localeCompare(String(y), 'en', { numeric: true });
    return ascending ? order : -order;
  };
}

function matching(shown) {
  const wanted = value('words').trim().toLowerCase().split(/\s+/).filter(word => word);
  if (!wanted.length) return [...shown];
  const all = columns();
  return shown.filter(model => {
    const text = all.map(({ name, key, of }) =>
      (/^[pc]:/.test(key) ? `${name}=${of(model)}` : of(model))).join(' ').toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

function listModels(shown = shownModels()) {
  const all = columns();
  const sorted = all.find(column => column.key === listing.key) ?? all[2];
  listing.rows = matching(shown).sort(compared(sorted.of, listing.ascending));
  const head = element('tr', {}, ...all.map(column => element('th', {
    scope: 'col',
    'aria-sort': column === sorted ? (listing.ascending ? 'ascending' : 'descending') : false,
  }, sortButton(column, column === sorted))));
  const rows = listing.rows.slice(0, listing.length).map(model => element('tr', {},
    ...all.map(column => cellOf(column, model))));
  document.getElementById('models').replaceChildren(
    element('thead', {}, head), element('tbody', {}, ...rows));
  document.getElementById('matching').textContent =
    `${counted(listing.rows.length, 'model')}, ${rows.length} listed`;
  document.getElementById('longer').hidden = rows.length >= listing.rows.length;
}

function sortButton(column, sorted) {
  const arrow = sorted ? (listing.ascending ? ' ▲' : ' ▼') : '';
  const button = element('button', { type: 'button', 'data-key': column.key }, column.name + arrow);
  button.addEventListener('click', () => {
    listing.ascending = column.key === listing.key ? !listing.ascending : true;
    listing.key = column.key;
    listModels();
    document.querySelector(`#models button[data-key="${CSS.escape(column.key)}"]`).focus();
  });
  return button;
}

function cellOf(column, model) {
  const content = column.of(model);
  if (column.key === 'space') return element('th', { scope: 'row' }, content);
  if (column.key === 'trial') {
    return element('td', {}, element('code', { title: content }, content.slice(0, 12)));
  }
  const text = content === '' ? '–' : column.key === 'error' ? content.toFixed(2)
    : column.key in costs ? amount(content)
      : typeof content === 'number' ? String(Number(content.toPrecision(4))) : content;
  return element('td', column.number ? { class: 'number' } : {}, text);
}

/** By RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(content) {
  if (typeof content === 'number') return String(content);
  const safe = /^[=+\-@\t\r]/.test(content) ? `'${content}` : content;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All models that match, not only those listed. */
function csv() {
  const all = columns();
  const stagesOf = model => stages(model).map(row => row.join(':')).join(' ');
  const forms = [...new Set(listing.rows.map(model => ofForm(model, 'names').join(':')))].filter(form => form);
  const head = [...all.map(column => column.key === 'error' ? 'error_percent' : column.name), `stages_${forms.join('|')}`];
  const lines = listing.rows.map(model => [...all.map(column => column.of(model)), stagesOf(model)]);
  return [head, ...lines].map(cells => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}

function download() {
  const url = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
  const link = element('a', { href: url, download: 'models.csv' });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function wireTable() {
  document.getElementById('words').addEventListener('input', () => {
    listing.length = 50;
    listModels();
  });
  document.getElementById('download').addEventListener('click', download);
  document.getElementById('longer').addEventListener('click', () => {
    listing.length += 200;
    listModels();
  });
}
