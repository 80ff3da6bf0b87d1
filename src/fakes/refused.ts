/** Fakes of Python's that have no value in a row of data, with the reason. */
export const REFUSED: Readonly<Record<string, string>> = {
  binary: 'it yields bytes, which no field holds; use sha256 or password for random text',
  image: 'it yields the bytes of a picture; use image_url or file_name',
  tar: 'it yields the bytes of an archive; use file_name with an extension',
  zip: 'it yields the bytes of an archive; use file_name with an extension',
  json_bytes: 'it yields bytes; use json',
  enum: 'it needs a class of Python; use random_element with a list',
  pyobject: 'it needs a type of Python; use pyint, pystr, pyfloat or pybool',
  pystruct: 'it yields three structures at once; use pylist or pydict',
  time_series: 'it yields a generator of Python; use a row for each point in time',
};

/** The reason for a name without underscores in lower case. */
export function refusalOf(folded: string): string | undefined {
  return BY_NAME.get(folded);
}

const BY_NAME = new Map(
  Object.entries(REFUSED).map(([name, reason]) => [name.replaceAll('_', ''), reason] as const),
);
