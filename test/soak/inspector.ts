/** A process of Node.js, seen through its debugger. */
export interface Inspector {
  /** Collects what nobody uses; answers the bytes that are left, buffers included. */
  usedMemory(): Promise<number>;
  close(): void;
}

/** Connects to a process that was started with `--inspect`, by what it says on its standard error. */
export async function inspect(said: string): Promise<Inspector> {
  const address = /Debugger listening on (ws:\S+)/.exec(said)?.[1];
  if (address === undefined) throw new Error(`The process names no debugger: ${said}`);
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const ask = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      socket.onmessage = ({ data }) => resolve(JSON.parse(String(data)).result);
      socket.send(JSON.stringify({ id: 1, method, params }));
    });
  return {
    async usedMemory() {
      // What finalizers let go of is collected by the second.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      const expression = 'process.memoryUsage().heapUsed + process.memoryUsage().external';
      const { result } = Object(await ask('Runtime.evaluate', { expression }));
      if (typeof result?.value !== 'number') throw new Error('The process tells no figure.');
      return result.value;
    },
    close: () => socket.close(),
  };
}
