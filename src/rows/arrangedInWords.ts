import { count } from '../payload/sizeInWords.ts';

/** What a view says above its rows; undefined when it shows everything. */
export function arrangedInWords(
  filter: string,
  {
    shown,
    hidden,
    listed,
  }: { readonly shown: number; readonly hidden: number; readonly listed: number },
  isWhole: boolean,
): string | undefined {
  const soFar = isWhole ? '' : ' so far';
  const filtered =
    filter === ''
      ? undefined
      : `Filter “${filter}”: ${count(shown)} of ${count(listed - hidden)} functions${soFar}.`;
  const left =
    hidden === 0
      ? undefined
      : `${count(hidden)} ${hidden === 1 ? 'function is' : 'functions are'} hidden.`;
  return [filtered, left].filter(Boolean).join(' ') || undefined;
}
