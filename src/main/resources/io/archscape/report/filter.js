// Which models are shown: the spaces that are ticked, within a range of complexity.

const filter = {
  on: new Set(study.spaces.map(space => space.label)),
  measure: Object.keys(costs)[0],
  low: 0,
  high: 100,
  listeners: [],
};

/** The range of the chosen complexity over all models. */
function extent() {
  const all = models.map(model => cost(model, filter.measure));
  const low = all.reduce((a, b) => Math.min(a, b), Infinity);
  return [low, all.reduce((a, b) => Math.max(a, b), low)];
}

/** Sliders stand on a logarithmic scale, as complexities do; their ends leave nothing out. */
function bound(step) {
  const [low, high] = extent();
  if (step <= 0 || low === high) return step > 0 ? high : low;
  if (step >= 100) return high;
  return low > 0 ? low * (high / low) ** (step / 100) : low + (high - low) * step / 100;
}

const spaceShown = space => filter.on.has(space.label);

function shownModels() {
  const [low, high] = [bound(filter.low), bound(filter.high)];
  return models.filter(model => {
    const value = cost(model, filter.measure);
    return spaceShown(model.of)
      && (filter.low <= 0 || value >= low) && (filter.high >= 100 || value <= high);
  });
}

function filterChanged() {
  const shown = shownModels();
  document.getElementById('shown').textContent =
    `${shown.length} of ${counted(models.length, 'model')} shown`;
  document.getElementById('low-value').textContent = amount(bound(filter.low));
  document.getElementById('high-value').textContent = amount(bound(filter.high));
  for (const id of ['low', 'high']) {
    document.getElementById(id).setAttribute('aria-valuetext',
      `${amount(bound(filter[id]))} ${costs[filter.measure]}`);
  }
  filter.listeners.forEach(listener => listener(shown));
}

/** Sliders tell more often than a screen is drawn: once a frame is enough. */
function filterMoved() {
  filter.frame ??= requestAnimationFrame(() => {
    filter.frame = undefined;
    filterChanged();
  });
}

function showOnly(labels) {
  filter.on = new Set(labels);
  study.spaces.forEach((space, s) => {
    document.getElementById(`space-${s}`).checked = spaceShown(space);
  });
  filterChanged();
}

function wireFilter() {
  const toggles = document.getElementById('space-toggles');
  study.spaces.forEach((space, s) => {
    const box = element('input', { type: 'checkbox', id: `space-${s}`, checked: true });
    box.addEventListener('change', () => {
      if (box.checked) filter.on.add(space.label);
      else filter.on.delete(space.label);
      filterChanged();
    });
    toggles.append(element('label', {}, box, ' ', swatch(space), space.label));
  });
  const groups = document.getElementById('space-groups');
  study.groups.forEach(group => {
    const button = element('button', { type: 'button' }, group.name);
    button.setAttribute('aria-label', `Only ${group.spaces.join(', ')}`);
    button.addEventListener('click', () => showOnly(group.spaces));
    groups.append(button);
  });
  if (study.groups.length) groups.prepend('only: ');
  Object.entries(costs).forEach(([key, name]) =>
    document.getElementById('measure').append(element('option', { value: key }, name)));
  const [low, high] = ['low', 'high'].map(id => document.getElementById(id));
  // One slider pushes the other along: a range is never empty by its order.
  low.addEventListener('input', () => {
    filter.low = Number(low.value);
    if (filter.low > filter.high) high.value = filter.high = filter.low;
    filterMoved();
  });
  high.addEventListener('input', () => {
    filter.high = Number(high.value);
    if (filter.high < filter.low) low.value = filter.low = filter.high;
    filterMoved();
  });
  document.getElementById('measure').addEventListener('change', event => {
    filter.measure = event.target.value;
    filterChanged();
  });
  document.getElementById('reset').addEventListener('click', () => {
    [filter.low, filter.high] = [0, 100];
    [low.value, high.value] = [0, 100];
    showOnly(study.spaces.map(space => space.label));
  });
  document.getElementById('filter').addEventListener('submit', event => event.preventDefault());
}
