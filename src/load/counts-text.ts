/** `100 Account, 400 Contact`, or `nothing`. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([sobject, count]) => `${count} ${sobject}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing';
}
