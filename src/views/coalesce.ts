/** Calls at once, then at most once in each interval (ms) while it is asked to. */
export function coalesce(call: () => void, interval: number): { (): void; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  let again = false;
  const start = () => {
    call();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) {
        again = false;
        start();
      }
    }, interval);
  };
  return Object.assign(
    () => {
      if (timer) again = true;
      else start();
    },
    {
      cancel() {
        clearTimeout(timer);
        timer = undefined;
        again = false;
      },
    },
  );
}
