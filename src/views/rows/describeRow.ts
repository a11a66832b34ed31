import type { HistoryRow, Row } from '../../app/row.ts';
import { count, counted } from '../../payload/sizeInWords.ts';
import { type Drawn, spokenOf } from './drawn.ts';
import { failureRow } from './failureRow.ts';
import { functionRow } from './functionRow.ts';
import { groupRow } from './groupRow.ts';
import { historyRow } from './historyRow.ts';
import { payloadRow } from './payloadRow.ts';
import { permissionRow, qualifierPermissionsRow } from './permissionRow.ts';
import { policyRow } from './policyRows.ts';
import { qualifierRow } from './qualifierRow.ts';
import { roleRow } from './roleRow.ts';
import { lackRow, triggerRow } from './triggerRow.ts';
import { factRow, tagRow, urlRow, variableRow } from './valueRows.ts';

/** How each kind of row looks and sounds. */
export function describeRow(row: Row | HistoryRow, now: Date): Drawn & { readonly spoken: string } {
  const drawn = lookOf(row, now);
  return { ...drawn, spoken: spokenOf(drawn) };
}

function lookOf(row: Row | HistoryRow, now: Date): Drawn {
  switch (row.kind) {
    case 'period':
    case 'invocation':
    case 'older':
    case 'noHistory':
      return historyRow(row);
    case 'function':
      return functionRow(row.function, { now, favourite: row.favourite === true });
    case 'namedFunction':
      return {
        label: row.functionName,
        description: 'known by name',
        tooltip: `${row.functionName}: functions cannot be listed here, this one was named by hand.`,
        icon: 'star-full',
      };
    case 'addByName':
      return {
        label: 'Add Function by Name…',
        tooltip: 'What you may use although you may not list it.',
        icon: 'add',
        command: { title: 'Add', command: 'lambdaBench.addFunctionByName' },
      };
    case 'functionGroup':
      return {
        label: row.name,
        description: count(row.rows.length),
        icon: 'folder',
        below: 'collapsed',
        spoken: `${row.name}, ${counted(row.rows.length, 'function')}`,
      };
    case 'payloads':
    case 'configuration':
    case 'versions':
    case 'permissions':
    case 'triggers':
    case 'url':
    case 'environment':
    case 'tags':
      return groupRow(row.kind);
    case 'payload':
      return payloadRow(row);
    case 'noPayload':
      return {
        label: 'New Payload File…',
        icon: 'add',
        command: {
          title: 'New',
          command: 'lambdaBench.newPayload',
          arguments: [{ functionName: row.functionName }],
        },
      };
    case 'alias':
    case 'version':
      return qualifierRow(row);
    case 'variable':
    case 'shownVariable':
      return variableRow(row);
    case 'tag':
      return tagRow(row);
    case 'address':
      return urlRow(row);
    case 'fact':
      return factRow(row);
    case 'permission':
      return permissionRow(row);
    case 'qualifierPermissions':
      return qualifierPermissionsRow(row);
    case 'trigger':
    case 'disabledTrigger':
      return triggerRow(row);
    case 'lack':
      return lackRow(row);
    case 'role':
      return roleRow(row.role);
    case 'trustPolicy':
    case 'attachedPolicy':
    case 'inlinePolicy':
      return policyRow(row);
    case 'roleUsers':
      return { label: 'Used by', icon: 'symbol-function', below: 'collapsed' };
    case 'more':
      if (row.isFetching) return { label: 'Listing…', icon: 'loading~spin' };
      return {
        label: 'Load More…',
        icon: 'ellipsis',
        command: { title: 'Load More', command: 'lambdaBench.loadMore', arguments: [row] },
      };
    case 'failure':
      return failureRow(row);
  }
}
