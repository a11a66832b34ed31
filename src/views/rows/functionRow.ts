import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { type LifeCycle, lifeCycle } from '../../aws/packaging/runtimes.ts';
import { ago } from '../ago.ts';
import { type Drawn, errorColor, tooltip, warningColor } from './drawn.ts';

export function functionRow(
  summary: FunctionSummary,
  { now, favourite }: { readonly now: Date; readonly favourite: boolean },
): Drawn {
  const { name, arn, runtime = 'container image', memory, handler, description } = summary;
  const life = lifeCycle(runtime, now);
  const old = life && !life.inService ? life : undefined;
  const facts = [old ? `${runtime}, end of life` : runtime, `${memory} MB`];
  const changed = ago(summary.lastModified, now);
  return {
    label: name,
    description: [...facts, ...(changed ? [changed] : [])].join(' · '),
    tooltip: tooltip(name, description, [
      ['Runtime', life ? `${runtime}: ${lifeInWords(life)}` : runtime],
      ['Handler', handler ?? ''],
      ['Memory', `${memory} MB`],
      ['Time-out', `${summary.timeout} s`],
      ['Role', summary.role],
      ['Last modified', summary.lastModified],
      ['ARN', arn],
    ]),
    icon: favourite ? 'star-full' : 'symbol-function',
    ...(old && { color: old.updatable ? warningColor : errorColor }),
    below: 'collapsed',
    spoken: `${favourite ? 'Favourite function' : 'Function'} ${name}, ${facts.join(', ')}${changed ? `, changed ${changed}` : ''}`,
  };
}

function lifeInWords({ inService, deprecated, updatable, updateBlocked }: LifeCycle): string {
  if (inService) return `in service until ${deprecated}`;
  if (!updatable)
    return `end of life since ${deprecated}, cannot be updated since ${updateBlocked}`;
  return `end of life since ${deprecated}, cannot be updated from ${updateBlocked} on`;
}
