/** Repeats until there is a value. @throws after the time (ms) with the message */
export async function until<T>(
  attempt: () => Promise<T | undefined>,
  message: string | (() => string),
  timeout = 10_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (performance.now() > deadline) {
      throw new Error(typeof message === 'string' ? message : message());
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
