const PLACEHOLDER = '__LLM_PLACEHOLDER__';

/** The placeholder of a text, with its own template or that of its object and field. */
export function placeholder(template?: string): string {
  return template ? `${PLACEHOLDER}:${template}` : PLACEHOLDER;
}

/** True if a cell is a placeholder. */
export function isPlaceholder(cell: string): boolean {
  return (
    cell.startsWith(PLACEHOLDER) && (cell.length === PLACEHOLDER.length || cell[PLACEHOLDER.length] === ':')
  );
}

/** The template of a placeholder: its own, or `case_description` for Case.Description. */
export function templateOf(cell: string, sobject: string, field: string): string {
  return cell.slice(PLACEHOLDER.length + 1) || `${snakeCase(sobject)}_${snakeCase(field)}`;
}

/** `AnnualRevenue` as `annual_revenue`, `OpportunityContactRole` as `opportunity_contact_role`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase();
}

/**
 * A cell that clears a field in the org; a blank one leaves it unchanged. Source: Bulk API 2.0 Developer Guide, valid
 * CSV record rows.
 */
export const NULL_CELL = '#N/A';

/** True if a cell has no value: it is blank or clears the field. */
export function isEmptyCell(cell: string): boolean {
  return cell === '' || cell === NULL_CELL;
}
