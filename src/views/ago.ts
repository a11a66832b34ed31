/** How long ago something was, as AWS dates it, in a person's words; empty for what is no date. */
export function ago(date: string, now: Date): string {
  const then = Date.parse(date.replace(/\+0000$/, 'Z'));
  if (Number.isNaN(then)) return '';
  const minutes = Math.floor((now.getTime() - then) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  if (days < 31) return days === 1 ? 'yesterday' : `${days} days ago`;
  const months = Math.floor(days / 30.44);
  if (months < 12) return months === 1 ? 'a month ago' : `${months} months ago`;
  const years = Math.floor(days / 365.25);
  return years <= 1 ? 'a year ago' : `${years} years ago`;
}
