// What all charts share: colours of the page, axes, legends, and how a model is pointed at.

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const narrow = window.matchMedia('(max-width: 40rem)');
let printing = false;

const isDark = () => dark.matches && !printing;
const color = space => (isDark() ? space.colorOnDark : space.color);
const marks = {
  circle: 'circle', square: 'rect', 'triangle-up': 'triangle', diamond: 'diamond',
  'triangle-down': 'path://M0,0 L10,0 L5,9 Z',
  plus: 'path://M4,0 h2 v4 h4 v2 h-4 v4 h-2 v-4 h-4 v-2 h4 Z',
  cross: 'path://M1,0 L5,4 L9,0 L10,1 L6,5 L10,9 L9,10 L5,6 L1,10 L0,9 L4,5 L0,1 Z',
};

const ink = () => (isDark() ? '#e8ebee' : '#1a1d21');
const quiet = () => (isDark() ? '#a8b1ba' : '#555d66');
const rule = () => (isDark() ? '#333a42' : '#e0e4e8');
const paper = () => (isDark() ? '#14171b' : '#ffffff');

const line = (space, more) =>
  ({ color: color(space), width: 2, type: space.dash.length ? space.dash : 'solid', ...more });

function mark(space, size) {
  return {
    symbol: marks[space.mark] ?? 'circle',
    symbolSize: size,
    itemStyle: space.hollow
      ? { color: paper(), borderColor: color(space), borderWidth: 1.5 }
      : { color: color(space), opacity: 0.8 },
  };
}

/** A piece of the space's line with its mark, for legends; colours follow the page's. */
function swatch(space) {
  const svg = (tag, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  };
  const picture = svg('svg', { class: 'swatch', viewBox: '0 0 30 14', width: 30, height: 14, 'aria-hidden': 'true' });
  picture.append(
    svg('line', { x1: 0, x2: 30, y1: 7, y2: 7, 'stroke-width': 2.5, 'stroke-dasharray': space.dash.join(' ') }),
    svg('path', { d: shapes[space.mark] ?? shapes.circle, 'stroke-width': 1.5 }));
  picture.dataset.space = space.label;
  paint(picture, space);
  return picture;
}

const shapes = {
  circle: 'M15,3 a4,4 0 1,0 .01,0 Z', square: 'M11.5,3.5 h7 v7 h-7 Z',
  'triangle-up': 'M15,2.5 l4.5,8 h-9 Z', diamond: 'M15,2 l5,5 -5,5 -5,-5 Z',
  'triangle-down': 'M15,11.5 l4.5,-8 h-9 Z', plus: 'M11,7 h8 M15,3 v8', cross: 'M12,4 l6,6 M18,4 l-6,6',
};

function paint(picture, space) {
  const [stroke, shape] = picture.children;
  stroke.setAttribute('stroke', color(space));
  shape.setAttribute('stroke', color(space));
  shape.setAttribute('fill', space.hollow ? paper() : color(space));
}

function paintSwatches() {
  const of = new Map(study.spaces.map(space => [space.label, space]));
  document.querySelectorAll('svg.swatch').forEach(picture => paint(picture, of.get(picture.dataset.space)));
}

function legends() {
  document.querySelectorAll('.legend').forEach(legend => legend.replaceChildren(
    ...study.spaces.filter(spaceShown).map(space => element('span', {}, swatch(space), space.label))));
}

const axis = (name, more) => ({
  type: 'value', name, nameLocation: 'middle', scale: true,
  nameTextStyle: { color: ink(), fontSize: 13 },
  axisLine: { show: true, lineStyle: { color: quiet() } },
  axisTick: { show: true, lineStyle: { color: quiet() } },
  axisLabel: { color: ink(), fontSize: 12, hideOverlap: true, ...(more?.axisLabel ?? {}) },
  splitLine: { lineStyle: { color: rule() } },
  ...without(more, 'axisLabel'),
});

function without(object, key) {
  const { [key]: _, ...rest } = object ?? {};
  return rest;
}

const xAxis = (name, more) => axis(name, { nameGap: 30, ...more });
const yAxis = (name, more) => axis(name, { nameGap: narrow.matches ? 38 : 44, ...more });

function options(x, y, series) {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif' },
    grid: { left: narrow.matches ? 54 : 62, right: 18, top: 14, bottom: 50 },
    tooltip: {
      triggerOn: 'none', confine: true, transitionDuration: 0, hideDelay: 0,
      backgroundColor: isDark() ? '#1e2329' : '#ffffff', borderColor: quiet(),
      textStyle: { color: ink(), fontSize: 13 },
      formatter: item => {
        const tip = element('div', { class: 'tip' });
        const model = pointed(item.data);
        tip.append(...(model ? described(model) : [item.seriesName]));
        return tip;
      },
    },
    xAxis: x,
    yAxis: y,
    series,
  };
}

/** Where a mark stands, from an item of a series: a list, or an object with one. */
const placeOf = item => item.value ?? item;

/** The model of an item: the third number of its place is the model's. */
const pointed = item => models[placeOf(item)[2]];

/**
 * A chart in the element of this id, drawn by `draw(shown, spec)`, which gives its options. Its words
 * and numbers, `spec`, come with the data; `label(title, shown)` is what it is for those who do not see it.
 */
class Chart {
  constructor(id, label, draw) {
    this.element = document.getElementById(id);
    this.draw = draw;
    this.label = label;
    this.spec = study.charts[id];
    this.element.closest('figure').querySelector('figcaption').prepend(this.spec.caption);
    this.numbers = document.getElementById(`${id}-numbers`);
    this.chart = echarts.init(this.element, null, { renderer: 'canvas' });
    this.numbers?.parentElement.addEventListener('toggle', () => this.fillNumbers());
    new ResizeObserver(() => {
      this.chart.resize();
      this.pointer?.moved();
    }).observe(this.element);
  }

  show(shown) {
    this.shown = shown;
    const { option, rows } = this.draw(shown, this.spec);
    this.rows = rows;
    this.chart.setOption(option, { notMerge: true });
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-roledescription', 'chart');
    this.element.setAttribute('aria-label', this.label(this.spec.title, shown));
    this.fillNumbers();
    this.pointer?.reset(option);
  }

  /** The same in a table, made when it is opened. */
  fillNumbers() {
    if (this.numbers?.parentElement.open && this.rows) {
      this.numbers.replaceChildren(table(...this.rows(this.shown)));
    }
  }

  /** Models can be pointed at: by mouse, by touch, and by arrow keys. */
  pointable() {
    this.pointer = new Pointer(this.chart, this.element);
    return this;
  }
}

/** Finds the model nearest to a pointer, and walks from model to model by keyboard. */
class Pointer {
  constructor(chart, element) {
    this.chart = chart;
    this.element = element;
    this.detail = document.getElementById(`${element.id}-detail`);
    this.points = [];
    this.at = -1;
    element.tabIndex = 0;
    chart.getZr().on('mousemove', event => this.near(event.offsetX, event.offsetY));
    chart.getZr().on('click', event => this.near(event.offsetX, event.offsetY));
    chart.getZr().on('globalout', () => this.leave());
    element.addEventListener('keydown', event => this.key(event));
    element.addEventListener('blur', () => this.leave());
  }

  /** All points that are models, from left to right. */
  reset(option) {
    this.at = -1;
    this.points = option.series.flatMap((series, s) => (series.data ?? [])
      .map((item, d) => ({ s, d, at: placeOf(item), model: pointed(item) })).filter(point => point.model))
      .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
    this.moved();
    this.detail.textContent = this.points.length
      ? 'Point at a mark, or focus the chart and use the arrow keys, to see a model here.'
      : 'No model is shown.';
  }

  /** Pixels are asked for when they are needed next. */
  moved() {
    this.pixels = undefined;
  }

  near(x, y) {
    let best = -1;
    let least = 30 ** 2;
    this.pixels ??= this.points.map(({ at }) => this.chart.convertToPixel('grid', at.slice(0, 2)));
    this.pixels.forEach(([px, py], k) => {
      const distance = (px - x) ** 2 + (py - y) ** 2;
      if (distance < least) [best, least] = [k, distance];
    });
    if (best !== this.at) this.go(best);
  }

  go(k) {
    this.clear();
    this.at = k;
    const point = this.points[k];
    if (!point) return;
    const place = { seriesIndex: point.s, dataIndex: point.d };
    this.chart.dispatchAction({ type: 'highlight', ...place });
    this.chart.dispatchAction({ type: 'showTip', ...place });
    this.detail.replaceChildren(...described(point.model));
  }

  clear() {
    const point = this.points[this.at];
    if (point) {
      this.chart.dispatchAction({ type: 'downplay', seriesIndex: point.s, dataIndex: point.d });
      this.chart.dispatchAction({ type: 'hideTip' });
    }
  }

  /** The words below the chart stay, to be read or copied. */
  leave() {
    this.clear();
    this.at = -1;
  }

  key(event) {
    const last = this.points.length - 1;
    const to = {
      ArrowRight: Math.min(last, this.at + 1), ArrowUp: Math.min(last, this.at + 1),
      ArrowLeft: this.at < 0 ? last : Math.max(0, this.at - 1),
      ArrowDown: this.at < 0 ? last : Math.max(0, this.at - 1),
      PageDown: Math.min(last, this.at + 10), PageUp: Math.max(0, this.at - 10),
      Home: 0, End: last,
    }[event.key];
    if (event.key === 'Escape') {
      this.leave();
    } else if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.go(to);
    }
  }
}
