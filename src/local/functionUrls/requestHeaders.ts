/** Headers that are between two ends of a connection, not for the function. */
const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
];

/** In lower case, those that come several times joined by commas; cookies are not among them. */
export function joinedHeaders(
  rawHeaders: readonly string[],
  without: readonly string[],
): Record<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs(rawHeaders)) {
    if (name === 'cookie' || ofConnection.includes(name) || without.includes(name)) continue;
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(headers);
}

export function cookiesOf(rawHeaders: readonly string[]): string[] | undefined {
  const cookies = valuesOf(rawHeaders, 'cookie')
    .flatMap((value) => value.split(/;\s*/))
    .filter((cookie) => cookie !== '');
  return cookies.length === 0 ? undefined : cookies;
}

/** All values of a header, named in lower case. */
export function valuesOf(rawHeaders: readonly string[], wanted: string): string[] {
  return pairs(rawHeaders).flatMap(([name, value]) => (name === wanted ? [value] : []));
}

function pairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  return rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );
}
