/** An answer other than success, in the form of Salesforce's REST API: `[{ errorCode, message }]`. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** Why one record was not saved. */
export interface SaveError {
  statusCode: string;
  message: string;
  fields: readonly string[];
}

/** A SaveError in one line. */
export function saveError(statusCode: string, message: string, ...fields: string[]): SaveError {
  return { statusCode, message, fields };
}

/** How a result file of the Bulk API writes it: `CODE:message:Field --`. */
export function bulkErrorText({ statusCode, message, fields }: SaveError): string {
  return `${statusCode}:${message}:${fields.length > 0 ? `${fields.join(',')} ` : ''}--`;
}
