import type { Row } from '../../app/row.ts';
import { sourceName, sourceOfArn } from '../../aws/triggerSource.ts';
import { type Drawn, errorColor, tooltip, warningColor } from './drawn.ts';

export function triggerRow({
  trigger,
}: Extract<Row, { kind: 'trigger' | 'disabledTrigger' }>): Drawn {
  const { source, topics, state, lastResult, functionArn, uuid } = trigger;
  const kind = sourceOfArn(source)?.label.replace(/:.*$/, '') ?? 'source';
  const name = topics.length > 0 ? topics.join(', ') : sourceName(source);
  const qualifier = functionArn.split(':')[7];
  const problem = /^PROBLEM/i.test(lastResult);
  const description = [kind, state, ...(qualifier ? [qualifier] : [])].join(' · ');
  return {
    label: name,
    description: problem ? `${description} · ${lastResult}` : description,
    tooltip: tooltip(name, '', [
      ['Source', source],
      ['State', state],
      ['Last result', lastResult],
      ['UUID', uuid],
    ]),
    icon: state === 'Disabled' ? 'debug-pause' : 'zap',
    ...(problem ? { color: errorColor } : state === 'Enabled' ? {} : { color: warningColor }),
    below: 'collapsed',
    spoken: `Trigger ${name}, ${description}`,
  };
}

export function lackRow(row: Extract<Row, { kind: 'lack' }>): Drawn {
  const { actions, missing } = row;
  return {
    label: 'The role lacks',
    description: actions,
    tooltip: missing
      .map(({ actions: lacking, resources }) => `${lacking.join(', ')} on ${resources.join(', ')}`)
      .join('\n'),
    icon: 'warning',
    color: warningColor,
    command: { title: 'Allow Action', command: 'lambdaBench.allowAction', arguments: [row] },
    spoken: `The role lacks ${actions}`,
  };
}
