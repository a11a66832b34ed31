/** What the SDK must not look up for the clients of credentials: it would look into the default profile. */
export const clientDefaults = {
  defaultsMode: 'standard',
  retryMode: 'standard',
  maxAttempts: 3,
  ignoreConfiguredEndpointUrls: true,
  userAgentAppId: 'lambda-bench',
} as const;
