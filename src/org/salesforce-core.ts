/** @salesforce/core reads the CLI's files; it takes a quarter of a second to load. */
export async function salesforceCore() {
  process.env.SF_DISABLE_LOG_FILE ??= 'true';
  return import('@salesforce/core');
}
