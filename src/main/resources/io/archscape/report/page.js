// Puts the page together.

document.documentElement.classList.add('scripted');

const few = (what, shown) => `${what}, ${counted(shown.length, 'model')} in ${counted(bySpace(shown).length, 'space')}`;
const stated = what => `${what}. The numbers are in a table below it.`;

function wireCopies() {
  document.querySelectorAll('button.copy').forEach(button => button.addEventListener('click', async () => {
    const text = button.closest('.config').querySelector('pre').textContent;
    const label = button.textContent;
    button.textContent = await copy(text) ? 'Copied' : 'Select the text below';
    setTimeout(() => { button.textContent = label; }, 1500);
  }));
}

/** Browsers keep the clipboard from some pages that are opened as files: then the old way. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = element('textarea', { 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

function fillSwatches() {
  document.querySelectorAll('span.swatch').forEach(place => {
    const space = study.spaces.find(each => each.label === place.dataset.space);
    if (space) place.replaceWith(swatch(space));
  });
}

/** The first coordinate that most models have: spaces may have parameters of their own. */
function mostKnown(keys) {
  const known = key => models.filter(model => coordinate(model, key) !== '').length;
  const most = Math.max(0, ...keys.map(known));
  return keys.find(key => known(key) === most) ?? '';
}

function start() {
  wireCopies();
  if (!models.length) return;
  document.getElementById('bands').checked = bandsAtFirst();
  document.getElementById('bands-percent').textContent = `${study.charts.edf.percent} %`;
  const select = document.getElementById('coordinate');
  coordinates().forEach(key => select.append(element('option', { value: key }, coordinateName(key))));
  select.value = mostKnown([...select.options].map(option => option.value));
  if (select.value) coordinateChosen();
  const charts = [
    new Chart('edf', few, edf).pointable(),
    new Chart('scatter', (title, shown) => few(`${title} ${coordinateName(value('coordinate') || ':')}`, shown), scatter).pointable(),
    new Chart('pareto', (title, shown) => few(`${title} ${costs[filter.measure]}`, shown), pareto).pointable(),
    new Chart('efficiency', stated, efficiency),
    new Chart('curves', stated, curves),
    new Chart('stairs', stated, stairs),
  ];
  const influenced = document.getElementById('importance-space');
  if (influenced) {
    study.spaces.forEach(space => influenced.append(element('option', { value: space.label }, space.label)));
    influenced.value = study.spaces.find(space => space.importance.features.length).label;
    charts.push(new Chart('importance', importanceWords, importance));
  }
  const chart = Object.fromEntries(charts.map(each => [each.element.id, each]));
  const again = (id, name) => document.getElementById(id).addEventListener('change', () => {
    if (id === 'coordinate') coordinateChosen();
    chart[name].show(shownModels());
  });
  again('bands', 'edf');
  again('weighted', 'edf');
  again('coordinate', 'scatter');
  again('log', 'scatter');
  again('stairs-which', 'stairs');
  if (influenced) again('importance-space', 'importance');
  const redraw = () => {
    paintSwatches();
    charts.forEach(each => each.show(shownModels()));
  };
  dark.addEventListener('change', redraw);
  narrow.addEventListener('change', redraw);
  window.addEventListener('beforeprint', () => {
    printing = true;
    redraw();
    charts.forEach(each => {
      each.chart.resize({ width: 640, height: 310 });
      each.chart.getZr().flush(); // no frame comes before the page is printed
    });
  });
  window.addEventListener('afterprint', () => {
    printing = false;
    charts.forEach(each => each.chart.resize({ width: 'auto', height: 'auto' }));
    redraw();
  });
  wireFilter();
  wireTable();
  filter.listeners.push(legends, shown => charts.forEach(each => each.show(shown)), listModels);
  fillSwatches();
  if (narrow.matches) document.getElementById('filter-box').open = false;
  filterChanged();
}

start();
