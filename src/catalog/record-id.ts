/** Whether a text is the id of a record in some org, of 15 or 18 characters. No key of a data set is: it has a `_`. */
export function isRecordId(text: string): boolean {
  return /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text);
}
