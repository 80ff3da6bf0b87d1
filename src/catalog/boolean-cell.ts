const YES = /^(?:true|yes|y|on|1)$/i;
const NO = /^(?:false|no|n|off|0)$/i;

/** What a cell of a checkbox says; undefined if an org can't read it. Source: Bulk API 2.0 Developer Guide, "Prepare CSV Files". */
export function booleanOf(cell: string): boolean | undefined {
  const word = cell.trim();
  return YES.test(word) ? true : NO.test(word) ? false : undefined;
}
