/** The values in a cell of a picklist: one, or those of a multi-select picklist, which are separated by `;`. */
export function choicesOf(type: string, cell: string): string[] {
  return type === 'multipicklist'
    ? cell
        .split(';')
        .map((one) => one.trim())
        .filter(Boolean)
    : [cell];
}
