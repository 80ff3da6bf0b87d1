const works = new Set<() => void>();

const doAll = () => {
  for (const work of [...works]) work();
};

/**
 * Has work done when the process ends by `process.exit`, as where it is interrupted: nothing is awaited then. Returns what
 * takes that back. One listener serves all work, since Node warns of more than ten.
 */
export function atExit(work: () => void): () => void {
  if (works.size === 0) process.on('exit', doAll);
  works.add(work);
  return () => {
    if (works.delete(work) && works.size === 0) process.off('exit', doAll);
  };
}
