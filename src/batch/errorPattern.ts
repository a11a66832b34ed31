/** Characters of a message that tell one kind of failure from another. */
const most = 200;

/** A message without what is different each time: ids, numbers, what stands in quotes. */
export function errorPattern(message: string): string {
  return message
    .slice(0, 2000)
    .replace(/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, '<id>')
    .replace(/"[^"\n]{0,200}"|(?<!\w)'[^'\n]{0,200}'(?!\w)|`[^`\n]{0,200}`/g, '<text>')
    .replace(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '<time>')
    .replace(/\b(?=[a-z-]*\d)[\da-z-]{16,}\b/gi, '<id>')
    .replace(/(?<![a-z])[+-]?\d+(?:\.\d+)?(?![a-z])/gi, '<n>')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);
}
