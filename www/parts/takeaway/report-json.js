/** Writes a report as JSON the way the command does: an object to a line. Takes a report, gives the parts of a Blob. */

const PART_LENGTH = 1_000_000;

/** In parts and in steps, since a long report is longer than a string should be. */
export function* jsonParts(report) {
  const parts = [];
  let text = '{';
  for (const [n, [name, value]] of Object.entries(report).entries()) {
    text += `${n ? ',' : ''}\n${JSON.stringify(name)}: `;
    if (!Array.isArray(value)) text += JSON.stringify(value);
    else for (const [at, item] of value.entries()) {
      text += `${at ? ',' : '['}\n ${JSON.stringify(item)}`;
      if (text.length > PART_LENGTH) text = (parts.push(new Blob([text])), '');
      yield;
    }
    if (Array.isArray(value)) text += value.length ? ']' : '[]';
  }
  return [...parts, `${text}\n}\n`];
}
