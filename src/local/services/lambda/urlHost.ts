/** The host name of a function URL, without the port. Names below `localhost` lead to this machine. */
export function urlHost(region: string, urlId: string): string {
  return `${urlId}.lambda-url.${region}.localhost`;
}

/** The id in a `Host` header that has the form of a function URL's. */
export function urlIdOf(host: string | undefined): string | undefined {
  return /^([a-z0-9]{32})\.lambda-url\.[a-z0-9-]+\.localhost(?::\d+)?$/.exec(host ?? '')?.[1];
}
