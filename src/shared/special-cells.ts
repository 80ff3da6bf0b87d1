const PLACEHOLDER = '__LLM_PLACEHOLDER__';

/** The cell for a text that is still to be written, with a template of its own or that of its object and field. */
export function placeholder(template?: string): string {
  return template ? `${PLACEHOLDER}:${template}` : PLACEHOLDER;
}

/** True if a cell waits for its text. */
export function isPlaceholder(cell: string): boolean {
  return (
    cell.startsWith(PLACEHOLDER) && (cell.length === PLACEHOLDER.length || cell[PLACEHOLDER.length] === ':')
  );
}

/** The template that a placeholder names: its own, or `case_description` for Case.Description. */
export function templateOf(cell: string, sobject: string, field: string): string {
  return cell.slice(PLACEHOLDER.length + 1) || `${snakeCase(sobject)}_${snakeCase(field)}`;
}

/** `AnnualRevenue` as `annual_revenue`, `OpportunityContactRole` as `opportunity_contact_role`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/**
 * The cell that empties a field of the org on purpose, where a blank one says nothing about it. Source: Bulk API 2.0
 * Developer Guide, valid CSV record rows.
 */
export const NULL_CELL = '#N/A';

/** True if a cell holds no value: it says nothing, or that the field must be empty. */
export function isEmptyCell(cell: string): boolean {
  return cell === '' || cell === NULL_CELL;
}
