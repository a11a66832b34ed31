/** A service's words as a part of a sentence; `otherwise` where there are none. */
export function ownWords(words: string, otherwise: string): string {
  return words.trim().replace(/\s+/g, ' ').replace(/\.$/, '') || otherwise;
}
