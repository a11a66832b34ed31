import { relative } from 'node:path';
import type { App } from '../../app.ts';
import { formatSummary } from '../../batch/formatSummary.ts';
import { namesOf } from '../../batch/item.ts';
import { targetName } from '../../payload/binding.ts';
import { count } from '../../payload/sizeInWords.ts';
import type { EachEnd, EachJob } from './runEach.ts';

/** Names of a block that a person can still take in; the results have them all. */
const mostNames = 100;

/** Tells how a batch ended: a block in the output panel, and a message. */
export function reportEach(
  app: Pick<App, 'show' | 'workspace'>,
  name: string,
  job: EachJob,
  end: EachEnd,
): void {
  const { account, bound, source, concurrency, results } = job;
  const { connection, accountId, region } = account.target;
  const where = [connection, accountId, region].filter(Boolean).join(' · ');
  const seconds = end.elapsed / 1000;
  const rate = seconds > 0 ? end.done / seconds : 0;
  const folder = app.workspace.folderOf(results);
  const file = folder === undefined ? results : relative(folder, results).replaceAll('\\', '/');
  const failed = end.stopped !== undefined || end.summary.errors.length > 0;
  app.show.block(
    [
      `── ${targetName(bound)} ── ${where} ── each of ${name}`,
      `   ${count(end.summary.total)} of ${count(source.count)} · up to ${concurrency} at a time · ${seconds.toFixed(1)} s · ${rate.toFixed(1)}/s`,
      ...end.notes.map((note) => `   ${note}`),
      ...(end.stopped === undefined ? [] : [`■  not finished. ${end.stopped}`]),
      ...formatSummary(end.summary),
      ...(end.unanswered.length === 0
        ? []
        : ['── sent without an answer', namesOf(end.unanswered, mostNames)]),
      `   Results: ${file}`,
      ...(end.stopped === undefined && end.unanswered.length === 0
        ? []
        : ['   Run Invoke Each again to go on: nothing that was sent is sent twice unasked.']),
      '',
    ].join('\n'),
    failed,
  );
  tell(app, name, job, end);
}

function tell(
  { show }: Pick<App, 'show'>,
  name: string,
  { bound, source, results }: EachJob,
  { stopped, summary, unanswered }: EachEnd,
): void {
  const fixes = [
    { title: 'Show Result', command: 'lambdaBench.showResult' },
    { title: 'Show Charts', command: 'lambdaBench.chartResults', arguments: [{ results }] },
  ];
  const failures = summary.errors.reduce((sum, group) => sum + group.count, 0);
  const counts = `${count(summary.total)} of ${count(source.count)} done, ${count(failures)} failed`;
  if (stopped !== undefined) {
    show.warning(
      `Invoking ${targetName(bound)} for ${name} is not finished. ${stopped} ${counts}, ${count(unanswered.length)} in doubt.`,
      ...fixes,
    );
  } else if (failures > 0) {
    show.warning(`Invoked ${targetName(bound)} for ${name}: ${counts}.`, ...fixes);
  } else {
    show.message(`Invoked ${targetName(bound)} for ${name}: ${counts}.`, ...fixes);
  }
}
