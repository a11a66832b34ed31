import { functionMaker } from './functions.ts';

/** Creates functions of the newest Node.js runtime from the source of their module, and waits for them. */
export async function createNodeFunctions(
  clients: Parameters<typeof functionMaker>[0],
  sources: Readonly<Record<string, string>>,
): Promise<void> {
  const make = await functionMaker(clients);
  for (const [name, source] of Object.entries(sources)) await make(name, { 'index.mjs': source });
}
