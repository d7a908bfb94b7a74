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

/** The least and the greatest of many numbers. */
const ends = list => [list.reduce((a, b) => Math.min(a, b), Infinity), list.reduce((a, b) => Math.max(a, b), -Infinity)];

/** Limits of an axis a little beyond the numbers; the limits themselves have no labels. */
function limits(list) {
  const [low, high] = ends(list);
  return list.length ? {
    min: low - pad(low, high), max: high + pad(low, high),
    axisLabel: { showMinLabel: false, showMaxLabel: false },
  } : {};
}

const errorLimits = list => limits(list.map(model => model.error));

/** Whether numbers are told apart better on a logarithmic axis, as in the pictures. */
function spansOctaves(list) {
  const [low, high] = ends(list);
  return low > 0 && high >= study.logarithmicFrom * low && high < Infinity;
}

/** Logarithmic where errors span some octaves: a few bad models would take all the room. */
function errorAxis(shown, name, make = xAxis) {
  const errors = shown.map(model => model.error);
  if (!spansOctaves(errors)) return make(name, errorLimits(shown));
  const [low, high] = ends(errors);
  const logBase = baseOf(low, high);
  const power = v => Math.log(v) / Math.log(logBase);
  return make(name, {
    type: 'log', logBase, min: low / 1.05, max: high * 1.05,
    axisLabel: { formatter: v => (Math.abs(power(v) - Math.round(power(v))) < 1e-6 ? amount(v) : '') },
  });
}

/** Powers of two between numbers that are near, of ten between others. */
const baseOf = (low, high) => (high / low < 600 ? 2 : 10);

/**
 * Equal bins of complexity (NDS), of which those count that every space fills: `weight` is that
 * of a model in its space, 0 outside them.
 */
function equalComplexity(all) {
  const { bins } = study.charts.edf;
  const of = model => cost(model, filter.measure);
  const low = all.reduce((a, model) => Math.min(a, of(model)), Infinity);
  const high = all.reduce((a, model) => Math.max(a, of(model)), -Infinity);
  const bin = model =>
    (high > low ? Math.min(bins - 1, Math.floor((of(model) - low) / (high - low) * bins)) : 0);
  const counts = new Map(bySpace(all).map(([space]) => [space, Array(bins).fill(0)]));
  all.forEach(model => { counts.get(model.of)[bin(model)] += 1; });
  const filled = Array.from({ length: bins }, (_, k) => [...counts.values()].every(own => own[k] > 0));
  const common = filled.filter(each => each).length;
  return {
    common,
    kept: all.filter(model => filled[bin(model)]).length,
    weight: model => (filled[bin(model)] ? 1 / (counts.get(model.of)[bin(model)] * common) : 0),
  };
}

/** Points of the distribution function: error, share that errs at most so much, model's number. */
function distribution(own, all, weighted) {
  const weight = weighted ? equalComplexity(all).weight : () => 1 / own.length;
  let sum = 0;
  return own.filter(model => weight(model) > 0).sort(byError).map(model => {
    sum += weight(model);
    return [model.error, Math.min(1, sum), model.n];
  });
}

/** The switch cannot be set where no bin is filled by all spaces; a note says what is left out. */
function noteEqualComplexity(shown) {
  const { common, kept } = equalComplexity(shown);
  const box = document.getElementById('weighted');
  box.disabled = !common;
  if (!common) box.checked = false;
  const out = shown.length - kept;
  const measure = costs[filter.measure];
  document.getElementById('weighted-note').textContent = !shown.length ? '' : !common
    ? `Cannot be compared at equal complexity: no bin of ${measure} holds models of every space shown.`
    : box.checked ? `At equal complexity: ${common} of ${study.charts.edf.bins} bins of ${measure} hold models of every space shown; `
      + `${counted(out, 'model')} of ${shown.length} (${Math.round(100 * out / shown.length)}\u00a0%) outside them left out.` : '';
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
  points.forEach(([error, share]) => step(error, share));
  return above.concat(below.reverse());
}

/** A filled area that is not a model and cannot be pointed at. */
function area(space, corners, outlined) {
  return {
    type: 'custom', silent: true, z: 1, name: space.label, data: [corners[0]], clip: true,
    tooltip: { show: false },
    renderItem: (_, api) => ({
      type: 'polygon',
      shape: { points: corners.map(corner => api.coord(corner)) },
      style: outlined
        ? { fill: 'none', stroke: color(space), lineWidth: 1, lineDash: [1, 2], opacity: 0.8 }
        : { fill: color(space), opacity: 0.14 },
    }),
  };
}

/** Of Dvoretzky, Kiefer and Wolfowitz, above and below the curve. */
const bandHeight = n => Math.sqrt(Math.log(2 / study.charts.edf.alpha) / (2 * n));

/** Wide bands hide more than they tell, and so do many: then they are only drawn when asked for. */
const isNarrow = n => bandHeight(n) <= study.charts.edf.narrow;
const bandsAtFirst = () => study.spaces.length <= study.charts.edf.mostBands
  && study.spaces.every(space => isNarrow(space.error.length));

function noteBands(spaces) {
  const widest = Math.max(0, ...spaces.map(([, own]) => bandHeight(own.length)));
  document.getElementById('bands-height').textContent =
    spaces.length ? `(up to \u00b1\u00a0${Math.round(100 * Math.min(1, widest))}\u00a0%)` : '';
}

function edf(shown, spec) {
  noteEqualComplexity(shown);
  const weighted = checked('weighted');
  const spaces = bySpace(shown);
  noteBands(spaces);
  const outlined = spaces.length > spec.few;
  const series = [];
  for (const [space, own] of spaces) {
    const points = distribution(own, shown, weighted);
    if (checked('bands') && !weighted) {
      series.push(area(space, bandCorners(points, bandHeight(own.length)), outlined));
    }
    series.push({
      type: 'line', name: space.label, step: 'end', z: 3, lineStyle: line(space), silent: true,
      ...mark(space, own.length > 60 ? 3 : 6), showSymbol: true, showAllSymbol: true,
      data: [{ value: [points[0][0], 0, -1], symbolSize: 0.01 }, ...points],
      emphasis: { scale: 2.5 },
    });
  }
  const rows = () => ['Errors in percent that a share of the models has at most',
    ['Space', 'models', '5 %', '10 %', '25 %', '50 %', '75 %', '90 %', '95 %'],
    bySpace(shown).map(([space, own]) => {
      const points = distribution(own, shown, weighted);
      const at = share => points.find(point => point[1] >= share - 1e-12)[0].toFixed(2);
      return [space.label, points.length, ...[0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95].map(at)];
    })];
  return {
    option: options(errorAxis(shown, spec.x),
      yAxis(spec.y, { min: 0, max: 1 }), series),
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

function scatter(shown, spec) {
  const key = value('coordinate');
  if (!key) return { option: options(xAxis(''), yAxis(spec.y), []) };
  const known = shown.filter(model => coordinate(model, key) !== '');
  const kinds = split(key)[0] === 'choice'
    ? [...new Set(models.map(model => coordinate(model, key)).filter(v => v !== ''))].sort() : [];
  const x = model => (kinds.length
    ? kinds.indexOf(coordinate(model, key)) + jitter(model) : coordinate(model, key));
  document.getElementById('scatter-note').textContent = known.length < shown.length
    ? `${shown.length - known.length} models have no ${coordinateName(key)} and are not shown in this chart.` : '';
  const series = bySpace(known).map(([space, own]) => ({
    type: 'scatter', name: space.label, ...mark(space, own.length > 100 ? 6 : 9), silent: true,
    data: own.map(model => [x(model), model.error, model.n]),
    emphasis: { scale: 1.8, itemStyle: { borderColor: ink(), borderWidth: 2, opacity: 1 } },
  }));
  const option = options(coordinateAxis(key, kinds, known), errorAxis(known, spec.y, yAxis), series);
  const best = kinds.length ? [] : bySpace(known).map(([space]) => [space, space.bests[split(key)[1]]])
    .filter(([space, value]) => value && ['parameter', 'column'].includes(split(key)[0]));
  best.forEach(([space, value], k) => series.push(bestValue(space, value, known[0].error, k, best.length)));
  option.grid = { ...option.grid, top: 14 + BAR * best.length };
  return { option };
}

const BAR = 9;

/** Where a space's best value lies: a bar above the chart, and for few spaces a pale band in it. */
function bestValue(space, [low, middle, high], error, k, of) {
  return {
    type: 'custom', silent: true, z: 1, name: space.label, data: [[middle, error]], clip: false,
    tooltip: { show: false },
    renderItem: ({ coordSys }, api) => {
      const [left, at, right] = [low, middle, high].map(x => api.coord([x, error])[0]);
      const y = coordSys.y - BAR * (of - k) + 2;
      const box = (x, top, width, height, opacity) =>
        ({ type: 'rect', shape: { x, y: top, width, height }, style: { fill: color(space), opacity } });
      const bar = [box(left - 2, y, right - left + 4, 3, 0.9), box(at - 1.5, y - 2, 3, 7, 1)];
      const band = box(left - 2, coordSys.y, right - left + 4, coordSys.height, 0.1);
      return { type: 'group', children: of <= 2 ? [...bar, band] : bar };
    },
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
  const { axisLabel, ...edges } = limits(list);
  return xAxis(name, { ...edges, axisLabel: { ...axisLabel, formatter: amount } });
}

const costAxis = (name, list) => (spansOctaves(list) ? logAxis : amountAxis)(name, list);

function logAxis(name, list, make = xAxis) {
  const [low, high] = ends(list);
  const logBase = baseOf(low, high);
  return make(name, {
    type: 'log', logBase, axisLabel: { formatter: amount },
    min: logBase ** Math.floor(Math.log(low) / Math.log(logBase) + 1e-9),
    max: logBase ** Math.ceil(Math.log(high) / Math.log(logBase) - 1e-9),
  });
}

/** Logarithmic at first where values span some octaves; impossible where some are 0. */
function coordinateChosen() {
  const box = document.getElementById('log');
  const list = models.map(model => coordinate(model, value('coordinate'))).filter(v => v !== '');
  const numbers = list.every(v => typeof v === 'number' && v > 0);
  box.disabled = !numbers || !list.length;
  box.checked = !box.disabled && spansOctaves(list);
}

/** By complexity, the models to which no other is at least equal in both and better in one. */
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

function pareto(shown, spec) {
  const best = front(shown);
  const on = new Set(best);
  const at = model => [cost(model, filter.measure), model.error, model.n];
  const series = bySpace(shown).map(([space, own]) => ({
    type: 'scatter', name: space.label, ...mark(space, own.length > 100 ? 6 : 9), silent: true,
    data: own.map(model => (on.has(model) ? { value: at(model), ...onFront(space) } : at(model))),
    emphasis: { scale: 1.8, itemStyle: { borderColor: ink(), borderWidth: 2, opacity: 1 } },
  }));
  series.push({
    type: 'line', name: 'front', step: 'end', silent: true, showSymbol: false, z: 1,
    lineStyle: { color: quiet(), width: 1.5 }, data: best.map(model => at(model).slice(0, 2)),
  });
  const rows = () => [`Models on the front of error and ${costs[filter.measure]}`,
    ['Trial', 'space', costs[filter.measure], 'error in percent'],
    best.map(model => [model.of.id[model.i].slice(0, 12), model.of.label,
      amount(cost(model, filter.measure)), model.error.toFixed(2)])];
  return {
    option: options(costAxis(costs[filter.measure], shown.map(model => cost(model, filter.measure))),
      errorAxis(shown, spec.y, yAxis), series),
    rows,
  };
}

const onFront = space => ({
  itemStyle: { color: color(space), opacity: 1, borderColor: ink(), borderWidth: 1.5 },
});

function efficiency(_, spec) {
  const spaces = study.spaces.filter(spaceShown);
  const series = spaces.flatMap(space => {
    const points = space.efficiency;
    const corners = points.map(([k, , , high]) => [k, high])
      .concat(points.map(([k, , low]) => [k, low]).reverse());
    return [...(spaces.length <= spec.mostBands ? [area(space, corners)] : []), {
      type: 'line', name: space.label, lineStyle: line(space), silent: true, z: 3, ...mark(space, 7),
      data: points.map(([k, best]) => [k, best]),
    }];
  });
  const draws = [...new Set(spaces.flatMap(space => space.efficiency.map(point => point[0])))];
  draws.sort((a, b) => a - b);
  const rows = () => [`Expected error of the best of the given number of models, in percent, with ${spec.percent} % bands`,
    ['Models drawn', ...spaces.map(space => space.label)],
    draws.map(k => [k, ...spaces.map(space => {
      const point = space.efficiency.find(each => each[0] === k);
      return point ? `${point[1].toFixed(2)} (${point[2].toFixed(2)} to ${point[3].toFixed(2)})` : '';
    })])];
  return {
    option: options(logAxis(spec.x, [1, Math.max(2, ...draws)]), yAxis(spec.y), series),
    rows,
  };
}

const rankDash = { best: 'solid', median: [6, 4], worst: [2, 3] };

function curves(_, spec) {
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
  const option = options(xAxis(spec.x, { min: 1, max: Math.max(2, epochs), minInterval: 1 }),
    yAxis(spec.y), series);
  return { option: all.length ? option : empty(option, 'no per-epoch errors are known'), rows };
}

function empty(option, text) {
  return { ...option, graphic: {
    type: 'text', left: 'center', top: 'middle', style: { text, fill: quiet(), fontSize: 14 } } };
}

function stairs(shown, spec) {
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
  const all = picked.flatMap(({ model }) => [...widths(model), ...regnetWidths(model)]);
  const blocks = Math.max(1, ...picked.map(({ model }) => widths(model).length));
  const option = options(xAxis(spec.x, { min: 0, minInterval: 1 }),
    all.length ? logAxis(spec.y, all, yAxis) : yAxis(spec.y), series);
  const rows = () => ['Width of each block',
    ['Block', ...picked.map(({ space, rank, model }) => `${space.label}, ${rank} (${percent(model.error)})`)],
    Array.from({ length: blocks }, (_, j) => [j, ...picked.map(({ model }) => widths(model)[j] ?? '')])];
  return { option: picked.length ? option : empty(option, 'no networks are known'), rows };
}

/** RegNet's widths before they are quantised, a straight line that a logarithmic axis bends. */
function regnetWidths(model) {
  const [w0, wa] = [parameter(model, 'w0'), parameter(model, 'wa')];
  return w0 === '' || wa === '' ? [] : widths(model).map((_, j) => w0 + wa * j);
}

function regnetLine(space, model) {
  const heights = regnetWidths(model);
  if (!heights.length) return [];
  return [{
    type: 'line', name: 'w0 + wa j', silent: true, showSymbol: false,
    lineStyle: { color: color(space), width: 1.2, type: [2, 3] },
    data: heights.map((width, j) => [j, width]),
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

function importance(_, spec) {
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
    xAxis(spec.x, { scale: false }),
    { ...yAxis('', { axisLabel: { interval: 0, width: narrow.matches ? 84 : 130, overflow: 'truncate', hideOverlap: false } }),
      type: 'category', inverse: true, data: features.map(([name]) => name), splitLine: { show: false } },
    [bars(spec.all, features, { color: color(space) }),
      bars(spec.best, best, { color: paper(), borderColor: color(space), borderWidth: 1.5 }),
      spread(`spread of ${spec.all}`, features, -0.18), spread(`spread of the ${spec.best}`, best, 0.18)]);
  option.grid = { ...option.grid, left: narrow.matches ? 92 : 142 };
  const rows = () => [`${worth} Rise of the error in points, and loss of Kendall, when shuffled`,
    ['Feature', 'rise', 'loss of Kendall', `rise, ${spec.best}`, `loss of Kendall, ${spec.best}`],
    features.map(([name, rise, sd, loss, bestRise, bestSd, bestLoss]) =>
      [name, plusMinus(rise, sd), two(loss), plusMinus(bestRise, bestSd), two(bestLoss)])];
  return { option: features.length ? option : empty(option, 'too few models'), rows };
}

/** In words, for those who do not see the bars. */
function importanceWords(title) {
  const { worth, features } = importanceSpace().importance;
  const most = features.slice(0, 3).map(([name, rise, sd]) => `${name} ${plusMinus(rise, sd)}`);
  return `${title}. ${worth} Largest: ${most.join(', ') || 'none'}. The numbers are in a table below it.`;
}
