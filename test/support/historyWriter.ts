// A window that keeps invocations until it is killed: node historyWriter.ts FOLDER NAME. It says what it has kept.
import { openStore } from '../../src/history/store.ts';
import { newEntry } from './historyEntries.ts';

const [folder = '', name = ''] = process.argv.slice(2);
const history = openStore({
  folder,
  limits: () => ({ entries: 100_000, size: 2 ** 40, age: 2 ** 40 }),
  log: (message) => console.error(message),
  onFailure: () => process.exit(1),
});
for (let count = 0; ; count += 1) {
  const payload = Buffer.from(
    JSON.stringify({ sent: `${name}-${count}`, padding: 'x'.repeat(50_000) }),
  );
  await history.record(newEntry({ payload }));
  process.stdout.write(`${name}-${count}\n`);
}
