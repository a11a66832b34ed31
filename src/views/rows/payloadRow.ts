import type { Row } from '../../app/row.ts';
import type { Drawn } from './drawn.ts';

export function payloadRow({
  path,
  name,
  folder,
  binding,
}: Extract<Row, { kind: 'payload' }>): Drawn {
  return {
    label: name,
    description: [folder, binding.qualifier, binding.type].filter(Boolean).join(' · '),
    tooltip: path,
    icon: 'json',
    file: path,
    spoken: `Payload file ${name}`,
  };
}
