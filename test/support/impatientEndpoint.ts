// The local endpoint, which ends soon after its last lease.
process.argv.push('--lease-patience', '0.5');
await import('../../src/local/main.ts');

export {};
