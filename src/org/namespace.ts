const PACKAGED = /^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*__(?=\w+?__[a-z]+$)/;

/** A name of a managed package without its namespace: `acme__Log__c` is `Log__c`; undefined for any other name. */
export function withoutNamespace(name: string): string | undefined {
  const [prefix] = PACKAGED.exec(name) ?? [];
  // The parts of a geolocation, Where__Latitude__s, have no namespace.
  return prefix === undefined || name.endsWith('__s') ? undefined : name.slice(prefix.length);
}

/** The names that are a given one with a namespace in front. */
export function namesakes(name: string, known: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  return [...known].filter((one) => withoutNamespace(one)?.toLowerCase() === wanted);
}
