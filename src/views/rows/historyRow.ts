import type { HistoryRow } from '../../app/row.ts';
import type { Entry } from '../../history/entry.ts';
import { outcomeInWords } from '../../history/outcomeInWords.ts';
import { isUnended } from '../../history/unended.ts';
import { targetName } from '../../payload/binding.ts';
import { bytes, count, counted } from '../../payload/sizeInWords.ts';
import { localTime } from '../../payload/timeInWords.ts';
import { type Drawn, errorColor, tooltip, warningColor } from './drawn.ts';

/** How each kind of row of the History view looks. */
export function historyRow(row: HistoryRow): Drawn {
  switch (row.kind) {
    case 'period':
      return {
        label: row.name,
        description: count(row.ids.length),
        below: row.name === 'Today' ? 'expanded' : 'collapsed',
        spoken: `${row.name}, ${counted(row.ids.length, 'invocation')}`,
      };
    case 'invocation':
      return invocationRow(row.entry);
    case 'older':
      return {
        label: 'Load More…',
        icon: 'ellipsis',
        command: { title: 'Load More', command: 'lambdaBench.loadMore', arguments: [row] },
      };
    case 'noHistory':
      return {
        label: row.message,
        description: 'Click to try again',
        tooltip: row.message,
        ...{ icon: 'warning', color: warningColor },
        command: { title: 'Try Again', command: 'lambdaBench.refreshHistory' },
        spoken: `${row.message} Press Enter to try again.`,
      };
  }
}

function invocationRow(entry: Entry): Drawn {
  const { id, startedAt, request, place, payloadName, payloadSize, outcome, figures } = entry;
  const name = targetName(request);
  const outcomeWords = outcomeInWords(outcome);
  const at = localTime(new Date(startedAt));
  const clock = at.slice(11, 19);
  const facts = [
    ...(outcome.kind === 'running' ? [`running since ${clock}`] : [outcomeWords, clock]),
    place.connection,
  ];
  const where = [place.connection, place.accountId, place.region];
  return {
    label: name,
    description: facts.join(' · '),
    tooltip: tooltip(name, '', [
      ['Outcome', isUnended(outcome) ? unendedInWords[outcome.kind] : outcomeWords],
      ['Time', at],
      ['Where', where.filter((part) => part !== undefined).join(' · ')],
      ['Payload', `${payloadName}, ${bytes(payloadSize)}`],
      ['Type', request.type],
      ['Duration', figures ? `${figures.duration.toFixed(2)} ms` : ''],
      ['Billed', figures ? `${figures.billed} ms` : ''],
      ['Memory', figures ? `${figures.memoryUsed} of ${figures.memory} MB` : ''],
      ['Init', figures?.init === undefined ? '' : `${figures.init.toFixed(2)} ms`],
    ]),
    ...look(outcome),
    command: {
      ...{ title: 'Show Result', command: 'lambdaBench.showInvocation' },
      arguments: [{ id }],
    },
    spoken: `${name}, ${facts.join(', ')}`,
  };
}

const unendedInWords = {
  running: 'running: no answer came yet',
  unanswered: 'sent, its window closed before an answer came: the function may have run',
} as const;

function look(outcome: Entry['outcome']): Pick<Drawn, 'icon' | 'color'> {
  switch (outcome.kind) {
    case 'answered':
      return outcome.functionError === undefined
        ? { icon: 'pass', color: 'testing.iconPassed' }
        : { icon: 'error', color: errorColor };
    case 'queued':
      return { icon: 'mail', color: 'testing.iconPassed' };
    case 'allowed':
      return { icon: 'unlock', color: 'testing.iconPassed' };
    case 'notInvoked':
      return { icon: 'circle-slash', color: errorColor };
    case 'running':
      return { icon: 'loading~spin' };
    case 'lost':
    case 'unanswered':
      return { icon: 'warning', color: warningColor };
    case 'cancelled':
      return { icon: 'debug-stop', color: warningColor };
  }
}
