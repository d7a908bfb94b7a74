// The figures. Each gives the options of its chart, and the same in rows for a table.

const checked = id => document.getElementById(id).checked;
const value = id => document.getElementById(id).value;

/** The models of each shown space that has some, in the order of the study. */
function bySpace(shown) {
  return study.spaces
    .map(space => [space, shown.filter(model => model.of === space)])
    .filter(([, own]) => own.length > 0);
}

const byError = (a, b) => a.error - b.error || a.i - b.i;
const pad = (low, high) => (high > low ? (high - low) * 0.03 : Math.max(Math.abs(low) * 0.03, 0.5));

/** Limits of an axis a little beyond the numbers; the limits themselves have no labels. */
function limits(list) {
  const low = list.reduce((a, b) => Math.min(a, b), Infinity);
  const high = list.reduce((a, b) => Math.max(a, b), -Infinity);
  return list.length ? {
    min: low - pad(low, high), max: high + pad(low, high),
    axisLabel: { showMinLabel: false, showMaxLabel: false },
  } : {};
}

const errorLimits = list => limits(list.map(model => model.error));

const BINS = 10;

/** Weights by which each of ten equal bins of complexity counts the same (NDS). */
function weights(own, all) {
  const of = list => list.map(model => cost(model, filter.measure));
  const everything = of(all);
  const low = everything.reduce((a, b) => Math.min(a, b), Infinity);
  const high = everything.reduce((a, b) => Math.max(a, b), -Infinity);
  const bins = of(own).map(c =>
    (high > low ? Math.min(BINS - 1, Math.floor((c - low) / (high - low) * BINS)) : 0));
  const counts = Array(BINS).fill(0);
  bins.forEach(bin => { counts[bin] += 1; });
  const filled = counts.filter(count => count > 0).length;
  return bins.map(bin => 1 / (counts[bin] * filled));
}

/** Points of the distribution function: a model's error, and the share that errs at most so much. */
function distribution(own, all, weighted) {
  const share = new Map();
  const weight = weighted ? weights(own, all) : own.map(() => 1 / own.length);
  own.forEach((model, k) => share.set(model, weight[k]));
  let sum = 0;
  return [...own].sort(byError).map(model => {
    sum += share.get(model);
    return { model, value: [model.error, Math.min(1, sum)] };
  });
}

/** The corners of the band of a step curve, from left to right above, and back below. */
function bandCorners(points, eps) {
  const above = [];
  const below = [];
  let before = 0;
  const step = (x, share) => {
    above.push([x, Math.min(1, before + eps)], [x, Math.min(1, share + eps)]);
    below.push([x, Math.max(0, before - eps)], [x, Math.max(0, share - eps)]);
    before = share;
  };
  points.forEach(point => step(point.value[0], point.value[1]));
  return above.concat(below.reverse());
}

/** A filled area that is not a model and cannot be pointed at. */
function area(space, corners, place) {
  return {
    type: 'custom', silent: true, z: 1, name: space.label, data: [corners[0]], clip: true,
    tooltip: { show: false },
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: { points: corners.map(corner => api.coord(corner)) },
      style: { fill: color(space), opacity: 0.14 },
    }),
    ...place,
  };
}

function edf(shown) {
  const weighted = checked('weighted');
  const series = [];
  for (const [space, own] of bySpace(shown)) {
    const points = distribution(own, shown, weighted);
    if (checked('bands') && !weighted) {
      const eps = Math.sqrt(Math.log(2 / 0.05) / (2 * own.length));
      series.push(area(space, bandCorners(points, eps)));
    }
    series.push({
      type: 'line', name: space.label, step: 'end', z: 3, lineStyle: line(space), silent: true,
      ...mark(space, own.length > 60 ? 3 : 6), showSymbol: true, showAllSymbol: true,
      data: [{ value: [points[0].value[0], 0], symbolSize: 0.01 }, ...points],
      emphasis: { scale: 2.5 },
    });
  }
  const rows = () => ['Errors in percent that a share of the models stays below',
    ['Space', 'models', '5 %', '10 %', '25 %', '50 %', '75 %', '90 %', '95 %'],
    bySpace(shown).map(([space, own]) => {
      const points = distribution(own, shown, weighted);
      const at = share => points.find(point => point.value[1] >= share - 1e-12).model.error.toFixed(2);
      return [space.label, own.length, ...[0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(at)];
    })];
  return {
    option: options(xAxis('error in percent', errorLimits(shown)),
      yAxis('share of the models', { min: 0, max: 1 }), series),
    rows,
  };
}

const coordinateName = key => {
  const [kind, name] = split(key);
  return kind === 'cost' ? costs[name] : name === 'seconds' ? 'seconds of training' : name;
};

/** What error can be drawn against, where models differ in it. */
function coordinates() {
  const keys = [
    ...names('parameters').map(name => `parameter:${name}`),
    'column:blocks',
    ...names('choices').map(name => `choice:${name}`),
    ...Object.keys(costs).map(name => `cost:${name}`),
    'column:seconds',
  ];
  return keys.filter(key =>
    new Set(models.map(model => coordinate(model, key)).filter(v => v !== '')).size > 1);
}

/** Apart by an amount that follows from the model's number: the same in every drawing. */
const jitter = model => ((model.i * 0.618034) % 1 - 0.5) * 0.6;

function scatter(shown) {
  const key = value('coordinate');
  if (!key) return { option: options(xAxis(''), yAxis('error in percent'), []) };
  const known = shown.filter(model => coordinate(model, key) !== '');
  const kinds = split(key)[0] === 'choice'
    ? [...new Set(models.map(model => coordinate(model, key)).filter(v => v !== ''))].sort() : [];
  const x = model => (kinds.length
    ? kinds.indexOf(coordinate(model, key)) + jitter(model) : coordinate(model, key));
  document.getElementById('scatter-note').textContent = known.length < shown.length
    ? `${shown.length - known.length} models have no ${coordinateName(key)} and are not in this chart.` : '';
  const series = bySpace(known).map(([space, own]) => ({
    type: 'scatter', name: space.label, ...mark(space, own.length > 100 ? 6 : 9), silent: true,
    data: own.map(model => ({ value: [x(model), model.error], model })),
    emphasis: { scale: 1.8, itemStyle: { borderColor: ink(), borderWidth: 2, opacity: 1 } },
  }));
  return {
    option: options(coordinateAxis(key, kinds, known), yAxis('error in percent', errorLimits(known)), series),
  };
}

function coordinateAxis(key, kinds, known) {
  if (kinds.length) {
    return xAxis(coordinateName(key), {
      min: -0.5, max: kinds.length - 0.5, interval: 0.5, splitLine: { show: false },
      axisTick: { show: false },
      axisLabel: { formatter: v => (Number.isInteger(v) ? kinds[v] : ''), hideOverlap: false },
    });
  }
  const log = checked('log') && !document.getElementById('log').disabled;
  return log ? logAxis(coordinateName(key), known.map(model => coordinate(model, key)))
    : amountAxis(coordinateName(key), known.map(model => coordinate(model, key)));
}

function amountAxis(name, list) {
  const { axisLabel, ...ends } = limits(list);
  return xAxis(name, { ...ends, axisLabel: { ...axisLabel, formatter: amount } });
}

/** Powers of two between numbers that are near, of ten between others. */
function logAxis(name, list, make = xAxis) {
  const [low, high] = [Math.min(...list), Math.max(...list)];
  const logBase = high / low < 600 ? 2 : 10;
  return make(name, {
    type: 'log', logBase, axisLabel: { formatter: amount },
    min: logBase ** Math.floor(Math.log(low) / Math.log(logBase) + 1e-9),
    max: logBase ** Math.ceil(Math.log(high) / Math.log(logBase) - 1e-9),
  });
}

/** Logarithmic at first where values span a factor of 16 or more; impossible where some are 0. */
function coordinateChosen() {
  const box = document.getElementById('log');
  const list = models.map(model => coordinate(model, value('coordinate'))).filter(v => v !== '');
  const numbers = list.every(v => typeof v === 'number' && v > 0);
  box.disabled = !numbers || !list.length;
  box.checked = !box.disabled && Math.max(...list) / Math.min(...list) >= 16;
}

/** By complexity, the models that no other beats in both. */
function front(shown) {
  const order = [...shown].sort((a, b) =>
    cost(a, filter.measure) - cost(b, filter.measure) || byError(a, b));
  let least = Infinity;
  return order.filter(model => {
    const better = model.error < least;
    least = Math.min(least, model.error);
    return better;
  });
}

function pareto(shown) {
  const best = front(shown);
  const on = new Set(best);
  const at = model => [cost(model, filter.measure), model.error];
  const series = bySpace(shown).map(([space, own]) => ({
    type: 'scatter', name: space.label, ...mark(space, own.length > 100 ? 6 : 9), silent: true,
    data: own.map(model => ({ value: at(model), model, ...(on.has(model) ? onFront(space) : {}) })),
    emphasis: { scale: 1.8, itemStyle: { borderColor: ink(), borderWidth: 2, opacity: 1 } },
  }));
  series.push({
    type: 'line', name: 'front', step: 'end', silent: true, showSymbol: false, z: 1,
    lineStyle: { color: quiet(), width: 1.5 }, data: best.map(at),
  });
  const rows = () => [`Models that no other beats in both error and ${costs[filter.measure]}`,
    ['Trial', 'space', costs[filter.measure], 'error in percent'],
    best.map(model => [model.of.id[model.i].slice(0, 12), model.of.label,
      amount(cost(model, filter.measure)), model.error.toFixed(2)])];
  return {
    option: options(amountAxis(costs[filter.measure], shown.map(model => cost(model, filter.measure))),
      yAxis('error in percent', errorLimits(shown)), series),
    rows,
  };
}

const onFront = space => ({
  itemStyle: { color: color(space), opacity: 1, borderColor: ink(), borderWidth: 1.5 },
});

function efficiency() {
  const spaces = study.spaces.filter(spaceShown);
  const series = spaces.flatMap(space => {
    const points = space.efficiency;
    const corners = points.map(([k, , , high]) => [k, high])
      .concat(points.map(([k, , low]) => [k, low]).reverse());
    return [area(space, corners), {
      type: 'line', name: space.label, lineStyle: line(space), silent: true, z: 3, ...mark(space, 7),
      data: points.map(([k, best]) => [k, best]),
    }];
  });
  const draws = [...new Set(spaces.flatMap(space => space.efficiency.map(point => point[0])))];
  draws.sort((a, b) => a - b);
  const rows = () => ['Expected error of the best of so many models, in percent, with 95 % bands',
    ['Models drawn', ...spaces.map(space => space.label)],
    draws.map(k => [k, ...spaces.map(space => {
      const point = space.efficiency.find(each => each[0] === k);
      return point ? `${point[1].toFixed(2)} (${point[2].toFixed(2)} to ${point[3].toFixed(2)})` : '';
    })])];
  return {
    option: options(logAxis('models drawn', [1, Math.max(2, ...draws)]), yAxis('error of the best in percent'), series),
    rows,
  };
}

const rankDash = { best: 'solid', median: [6, 4], worst: [2, 3] };

function curves() {
  const all = study.spaces.filter(spaceShown)
    .flatMap(space => space.curves.map(curve => ({ space, ...curve })));
  const series = all.map(({ space, rank, errors }) => ({
    type: 'line', name: `${space.label}, ${rank}`, silent: true, ...mark(space, 6),
    lineStyle: { color: color(space), width: rank === 'best' ? 2.5 : 1.5, type: rankDash[rank] },
    data: errors.map((error, e) => [e + 1, error]),
  }));
  const epochs = Math.max(1, ...all.map(curve => curve.errors.length));
  const rows = () => ['Error after each epoch, in percent',
    ['Epoch', ...all.map(({ space, rank }) => `${space.label}, ${rank}`)],
    Array.from({ length: epochs }, (_, e) =>
      [e + 1, ...all.map(curve => curve.errors[e]?.toFixed(2) ?? '')])];
  const option = options(xAxis('epoch', { min: 1, max: Math.max(2, epochs), minInterval: 1 }),
    yAxis('error in percent'), series);
  return { option: all.length ? option : empty(option, 'no errors after single epochs are known'), rows };
}

function empty(option, text) {
  return { ...option, graphic: {
    type: 'text', left: 'center', top: 'middle', style: { text, fill: quiet(), fontSize: 14 } } };
}

function stairs(shown) {
  const which = value('stairs-which');
  const picked = bySpace(shown.filter(model => stages(model).length > 0)).flatMap(([space, own]) => {
    const order = [...own].sort(byError);
    const best = { space, model: order[0], rank: 'best' };
    const worst = { space, model: order[order.length - 1], rank: 'worst' };
    return which === 'both' ? [best, worst] : [which === 'best' ? best : worst];
  });
  const series = picked.flatMap(({ space, model, rank }) => [{
    type: 'line', name: `${space.label}, ${rank}`, step: 'middle', silent: true,
    ...mark(space, rank === 'best' ? 6 : 4),
    lineStyle: line(space, { width: rank === 'best' ? 2.5 : 1.2 }),
    data: widths(model).map((width, j) => [j, width]),
  }, ...regnetLine(space, model)]);
  const all = picked.flatMap(({ model }) => widths(model));
  const blocks = Math.max(1, ...picked.map(({ model }) => widths(model).length));
  const option = options(xAxis('block', { min: 0, minInterval: 1 }),
    all.length ? logAxis('width', all, yAxis) : yAxis('width'), series);
  const rows = () => ['Width of each block',
    ['Block', ...picked.map(({ space, rank, model }) => `${space.label}, ${rank} (${percent(model.error)})`)],
    Array.from({ length: blocks }, (_, j) => [j, ...picked.map(({ model }) => widths(model)[j] ?? '')])];
  return { option: picked.length ? option : empty(option, 'no networks are known'), rows };
}

/** The straight line that RegNet's widths are quantised from. */
function regnetLine(space, model) {
  const [w0, wa] = [parameter(model, 'w0'), parameter(model, 'wa')];
  if (w0 === '' || wa === '') return [];
  return [{
    type: 'line', name: 'w0 + wa j', silent: true, showSymbol: false,
    lineStyle: { color: color(space), width: 1.2, type: [2, 3] },
    data: widths(model).map((_, j) => [j, w0 + wa * j]),
  }];
}

/** The space whose importances are drawn; undefined where no space has models enough. */
const importanceSpace = () => study.spaces.find(space => space.label === value('importance-space'));

/** A horizontal bar's spread, in a row of its own beside those of other series. */
function spread(name, rows, shift) {
  return {
    type: 'custom', name, silent: true, z: 4, tooltip: { show: false },
    data: rows.map(([, rise, sd], k) => [rise - sd, k, rise + sd]),
    encode: { x: [0, 2], y: 1 },
    renderItem: (_, api) => {
      const [low, y] = api.coord([api.value(0), api.value(1)]);
      const [high] = api.coord([api.value(2), api.value(1)]);
      const at = y + shift * api.size([0, 1])[1];
      const stroke = { stroke: ink(), lineWidth: 1.2 };
      const piece = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke });
      return { type: 'group', children: [piece(low, at, high, at),
        piece(low, at - 3, low, at + 3), piece(high, at - 3, high, at + 3)] };
    },
  };
}

const two = number => number.toFixed(2).replace(/^-0\.00$/, '0.00').replace('-', '\u2212');
const plusMinus = (rise, sd) => `${two(rise)}\u00a0\u00b1\u00a0${two(sd)}`;

function importance() {
  const space = importanceSpace();
  const { worth, ranks, features } = space.importance;
  const note = document.getElementById('importance-worth');
  note.textContent = worth;
  note.classList.toggle('warning', !ranks);
  const element = document.getElementById('importance');
  element.style.height = `${Math.max(140, 70 + 30 * features.length)}px`;
  const best = features.map(([name, , , , ...rest]) => [name, ...rest]);
  const bars = (name, rows, style) => ({
    type: 'bar', name, silent: true, barWidth: '32%', barGap: '12%', itemStyle: style,
    data: rows.map(([, rise]) => rise),
  });
  const option = options(
    xAxis('rise of the error (points)', { scale: false }),
    { ...yAxis('', { axisLabel: { interval: 0, width: narrow.matches ? 84 : 130, overflow: 'truncate', hideOverlap: false } }),
      type: 'category', inverse: true, data: features.map(([name]) => name), splitLine: { show: false } },
    [bars('all models', features, { color: color(space) }),
      bars('best quarter', best, { color: paper(), borderColor: color(space), borderWidth: 1.5 }),
      spread('spread of all models', features, -0.18), spread('spread of the best quarter', best, 0.18)]);
  option.grid = { ...option.grid, left: narrow.matches ? 92 : 142 };
  const rows = () => [`${worth} Rise of the error in points, and loss of Kendall, when dealt anew`,
    ['Feature', 'rise', 'loss of Kendall', 'rise, best quarter', 'loss of Kendall, best quarter'],
    features.map(([name, rise, sd, loss, bestRise, bestSd, bestLoss]) =>
      [name, plusMinus(rise, sd), two(loss), plusMinus(bestRise, bestSd), two(bestLoss)])];
  return { option: features.length ? option : empty(option, 'too few models'), rows };
}

/** In words, for those who do not see the bars. */
function importanceWords() {
  const { worth, features } = importanceSpace().importance;
  const most = features.slice(0, 3).map(([name, rise, sd]) => `${name} ${plusMinus(rise, sd)}`);
  return `Importance of the parameters. ${worth} Largest: ${most.join(', ') || 'none'}. The numbers are in a table below it.`;
}
