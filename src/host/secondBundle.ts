import type { SecondBundle } from '../app.ts';

/** The build turns this import into a `require` of dist/aws.js, so that activation loads no SDK. */
export const secondBundle: SecondBundle = {
  async packaging() {
    const { openPackaging } = await import('../aws/connect.ts');
    return openPackaging();
  },
};
