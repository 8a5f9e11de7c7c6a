interface Visit {
  readonly file: string;
  readonly order: number;
  low: number;
  readonly next: Iterator<string>;
}

/** The sets of files that reach each other (Tarjan's strongly connected components), of two files or more. Without recursion: imports can be deep. */
export function findCircles(
  files: readonly string[],
  importsOf: (file: string) => readonly string[],
): ReadonlySet<string>[] {
  const visits = new Map<string, Visit>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: Set<string>[] = [];
  const begin = (file: string): Visit => {
    const visit = { file, order: visits.size, low: visits.size, next: importsOf(file)[Symbol.iterator]() };
    visits.set(file, visit);
    open.push(file);
    isOpen.add(file);
    return visit;
  };
  for (const file of files) {
    const stack = visits.has(file) ? [] : [begin(file)];
    for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
      const { value, done } = visit.next.next();
      if (!done) {
        const seen = visits.get(value);
        if (!seen) stack.push(begin(value));
        else if (isOpen.has(value)) visit.low = Math.min(visit.low, seen.order);
        continue;
      }
      stack.pop();
      const parent = stack.at(-1);
      if (parent) parent.low = Math.min(parent.low, visit.low);
      if (visit.low !== visit.order) continue;
      const circle = new Set(open.splice(open.lastIndexOf(visit.file)));
      circle.forEach((one) => isOpen.delete(one));
      if (circle.size > 1) circles.push(circle);
    }
  }
  return circles;
}
