import uPlot from 'uplot';
import type { Chart, Series } from '../../../chartPage.ts';
import { element } from './element.ts';

export interface DrawnChart {
  /** With the colours of the theme as they are now. */
  redraw(): void;
  remove(): void;
}

const height = 200;

/** Draws a chart with its legend and a line that reads the point under the pointer, or by the arrow keys. */
export function drawChart(chart: Chart, place: HTMLElement): DrawnChart {
  const reading = element('p', { class: 'reading', 'aria-live': 'polite' });
  const plot = element('div', {
    ...{ class: 'plot', tabindex: '0', role: 'img', 'aria-label': inWords(chart) },
  });
  const unit = chart.unit === '' ? '' : ` (${chart.unit})`;
  const figure = element(
    'figure',
    {},
    element('figcaption', {}, `${chart.title}${unit}`),
    legend(chart),
    plot,
    reading,
  );
  place.append(figure);

  let drawn = make();
  function make(): uPlot {
    const { values } = chart.x;
    const made = new uPlot(
      options(chart, plot.clientWidth, (index) => {
        reading.textContent = index === null ? '' : readingOf(chart, index);
      }),
      [[...values], ...chart.series.map((series) => [...series.values])],
      plot,
    );
    return made;
  }
  const resized = new ResizeObserver(() => drawn.setSize({ width: plot.clientWidth, height }));
  resized.observe(plot);
  plot.addEventListener('keydown', (event) => {
    const index = nextIndex(event.key, drawn.cursor.idx ?? null, chart.x.values.length);
    if (index === undefined) return;
    event.preventDefault();
    const left = drawn.valToPos(chart.x.values[index] ?? 0, 'x');
    drawn.setCursor({ left, top: height / 2 });
  });
  return {
    redraw() {
      drawn.destroy();
      drawn = make();
    },
    remove() {
      resized.disconnect();
      drawn.destroy();
    },
  };
}

/** Where an arrow key leads from the point that is read; undefined for other keys. */
function nextIndex(key: string, from: number | null, count: number): number | undefined {
  const within = (index: number) => Math.max(0, Math.min(count - 1, index));
  if (key === 'ArrowRight') return within(from === null ? 0 : from + 1);
  if (key === 'ArrowLeft') return within(from === null ? count - 1 : from - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return within(count - 1);
  return undefined;
}

function options(chart: Chart, width: number, read: (index: number | null) => void): uPlot.Options {
  const line = themeColour('--vscode-foreground');
  const axis: uPlot.Axis = {
    stroke: line,
    labelFont: `11px ${getComputedStyle(document.body).fontFamily}`,
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: themeColour('--vscode-charts-lines', line), width: 0.3 },
    ticks: { stroke: themeColour('--vscode-charts-lines', line), width: 1 },
  };
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: {
      x: { time: false, range: (_plot, least, most) => [least - 0.5, most + 0.5] },
      y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.08 : 1] },
    },
    axes: [
      { ...axis, incrs: wholeSteps, label: chart.x.title, size: 28, labelSize: 16, labelGap: 0 },
      { ...axis, size: 60, ...(chart.unit === '' && { incrs: wholeSteps }) },
    ],
    series: [{}, ...chart.series.map(seriesOptions)],
    hooks: { setCursor: [({ cursor }) => read(cursor.idx ?? null)] },
  };
}

/** What is counted has no halves. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000];

function seriesOptions({ name, drawn, colour }: Series, index: number): uPlot.Series {
  const stroke = colourOf(colour);
  switch (drawn) {
    case 'line':
      // Lines differ by more than their colour.
      return { label: name, stroke, width: 2, ...(index > 0 && { dash: [6, 4] }) };
    case 'points':
      return {
        label: name,
        stroke,
        paths: () => null,
        points: { show: true, size: 8, fill: stroke },
      };
    case 'bars':
      return {
        label: name,
        ...{ stroke, fill: stroke, width: 0, points: { show: false } },
        ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.8, 30] }) }),
      };
  }
}

function legend({ series }: Chart): HTMLElement {
  const keys = series.map(({ name, colour, drawn }) =>
    element('li', { class: `${drawn} ${colour}` }, name),
  );
  return element('ul', { class: 'legend' }, ...keys);
}

function readingOf({ x, series, unit }: Chart, index: number): string {
  const values = series.flatMap(({ name, values }) => {
    const value = values[index];
    return value === null || value === undefined ? [] : [`${name} ${inUnit(value, unit)}`];
  });
  return [x.labels[index] ?? '', ...values].join(' · ');
}

function inWords({ title, x, series }: Chart): string {
  const names = series.map(({ name }) => name).join(', ');
  return `${title}: ${names}; ${x.values.length} points. Arrow keys read them; the tables say the same.`;
}

function inUnit(value: number, unit: string): string {
  const rounded = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return unit === '' ? rounded : `${rounded} ${unit}`;
}

function colourOf(colour: Series['colour']): string {
  return themeColour(`--vscode-charts-${colour}`, colour);
}

function themeColour(variable: string, otherwise = 'currentcolor'): string {
  return getComputedStyle(document.body).getPropertyValue(variable).trim() || otherwise;
}
