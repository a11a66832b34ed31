import type { ChartPage } from '../../../chartPage.ts';
import type { PageMessage } from '../pageMessage.ts';
import { type DrawnChart, drawChart } from './drawChart.ts';
import { drawTable } from './drawTable.ts';
import { element } from './element.ts';

// Runs in the webview. What it shows comes from the extension alone, as data.

declare function acquireVsCodeApi(): { postMessage(message: PageMessage): void };

const host = acquireVsCodeApi();
let drawn: readonly DrawnChart[] = [];

window.addEventListener('message', ({ data }: MessageEvent<ChartPage>) => {
  draw(data);
});
// The theme is a class of the body and variables of the document; its change draws the lines anew.
new MutationObserver(redraw).observe(document.body, { attributeFilter: ['class'] });
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ['style'] });
host.postMessage({ kind: 'ready' });

function redraw(): void {
  for (const chart of drawn) chart.redraw();
}

function draw({ title, subtitle, charts, tables }: ChartPage): void {
  for (const chart of drawn) chart.remove();
  const root = document.querySelector('#page');
  const plots = element('section', { class: 'charts', 'aria-label': 'Charts' });
  const figures = element('section', { class: 'tables', 'aria-label': 'The same in tables' });
  root?.replaceChildren(
    element('h1', {}, title),
    element('p', { class: 'subtitle' }, subtitle),
    element('div', { class: 'columns' }, plots, figures),
  );
  // In the document before they are drawn: a chart is as wide as its place.
  drawn = charts.map((chart) => drawChart(chart, plots));
  figures.append(
    ...tables.map((table, index) =>
      drawTable(table, (row) => host.postMessage({ kind: 'open', table: index, row })),
    ),
  );
}
