import type { Table } from '../../../chartPage.ts';
import { element } from './element.ts';

/** A table that scrolls within its place, by the keyboard too. */
export function drawTable(table: Table, open: (row: number) => void): HTMLElement {
  const classes = table.columns.map(({ kind }) => kind);
  const head = table.columns.map(({ title, kind }) =>
    element('th', { scope: 'col', class: kind }, title),
  );
  const rows = table.rows.map(({ cells, opens }, index) => {
    const [name = '', ...values] = cells;
    const first = element('th', { scope: 'row', class: classes[0] ?? 'text' });
    first.append(opens ? link(name, opens.title, () => open(index)) : name);
    return element(
      'tr',
      {},
      first,
      ...values.map((value, column) => element('td', { class: classes[column + 1] ?? '' }, value)),
    );
  });
  return element(
    'div',
    { class: 'table', tabindex: '0', role: 'region', 'aria-label': table.title },
    element(
      'table',
      {},
      element('caption', {}, table.title),
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
  );
}

function link(text: string, title: string, run: () => void): HTMLElement {
  const button = element('button', { title, type: 'button' }, text);
  button.addEventListener('click', run);
  return button;
}
