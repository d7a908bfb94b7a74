'use strict';

// The models of the study, from the columns in the page, and small tools to build the page with.

const study = JSON.parse(document.getElementById('study').textContent);
const costs = Object.fromEntries(study.costs);

/**
 * One object a model; `of` is its space, `n` its place here. Charts are given `n` alone: they copy
 * what they are given, and would copy the space with each model.
 */
const models = study.spaces.flatMap((space, s) => {
  space.place = s;
  return space.error.map((error, i) => ({ of: space, i, error }));
});
models.forEach((model, n) => { model.n = n; });

const cost = (model, measure) => model.of[measure][model.i];
const parameter = (model, name) => (model.of.parameters[name] ?? [])[model.i] ?? '';
const choice = (model, name) => (model.of.choices[name] ?? [])[model.i] ?? '';

/** The value of a coordinate: a cost, blocks, seconds, or what was drawn; '' where there is none. */
function coordinate(model, key) {
  const [kind, name] = split(key);
  if (kind === 'cost') return cost(model, name);
  if (kind === 'choice') return choice(model, name);
  return kind === 'parameter' ? parameter(model, name) : model.of[name][model.i];
}

/** `parameter:w0` is ['parameter', 'w0']. */
function split(key) {
  const colon = key.indexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}

/** Names of parameters have the order of the spaces, those of components that of the alphabet. */
function names(column) {
  if (column === 'parameters') return study.parameters;
  return [...new Set(study.spaces.flatMap(space => Object.keys(space[column])))];
}

/** Of the form of a model's network: what its `kinds` are, the `labels` or `names` of a stage's numbers. */
const ofForm = (model, what) => model.of.words[what][model.of.words.of[model.i]];
const labels = model => ofForm(model, 'labels');

/** The numbers of each stage, in the order of the labels. */
function stages(model) {
  const flat = model.of.stages[model.i];
  const each = labels(model).length;
  const rows = [];
  for (let k = 0; k < flat.length; k += each) rows.push(flat.slice(k, k + each));
  return rows;
}

/** The width of each block. */
function widths(model) {
  return stages(model).flatMap(([d, w]) => Array(d).fill(w));
}

const words = model => ofForm(model, 'kinds');

// Numbers in words, as on the rest of the page.

function amount(value) {
  for (const [unit, letter] of [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'k']]) {
    if (Math.abs(value) >= unit) return digits(value / unit) + letter;
  }
  return digits(value);
}

const digits = value => String(Number(value.toPrecision(3)));
const percent = value => value.toFixed(2) + '\u00a0%';
const counted = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

/** An element with attributes, and texts or elements in it: nothing is read as markup. */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

/** A table of cells that are texts; the first of each row is its heading. */
function table(caption, columns, rows) {
  const head = element('tr', {}, ...columns.map(text => element('th', { scope: 'col' }, text)));
  const body = rows.map(row =>
    element('tr', {}, ...row.map((cell, k) =>
      k === 0 ? element('th', { scope: 'row' }, String(cell)) : element('td', {}, String(cell)))));
  const made = element('table', {}, element('caption', {}, caption),
    element('thead', {}, head), element('tbody', {}, ...body));
  return element('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, made);
}

/** A model as it stands in tips and below charts. */
function described(model) {
  const space = model.of;
  const drawn = [
    ...study.parameters.map(name => [name, parameter(model, name)]),
    ...Object.keys(space.choices).map(name => [name, choice(model, name)]),
  ].filter(([, value]) => value !== '');
  const parts = [
    element('strong', {}, `${space.label}, ${percent(model.error)}`), element('br'),
    Object.entries(costs).map(([key, word]) => `${amount(cost(model, key))} ${word}`).join(', '),
    element('br'), drawn.map(([name, value]) =>
      `${name} ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`).join(', '),
  ];
  if (words(model)) parts.push(element('br'), words(model), stageTable(model));
  else parts.push(element('br'), 'archscape does not know its network');
  parts.push(element('span', { class: 'trial' },
    `draw ${space.index[model.i]}, trial ${space.id[model.i].slice(0, 12)}`));
  return parts;
}

function stageTable(model) {
  const rows = stages(model);
  const line = (name, k) => element('tr', {}, element('th', { scope: 'row' }, name),
    ...rows.map(row => element('td', {}, String(row[k] || '–'))));
  return element('table', {}, ...labels(model).map(line));
}
