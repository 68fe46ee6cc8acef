/** Parts of one form, at most. */
const partsMax = 50;

/** Reads multipart/form-data (RFC 7578): parts with a file name are files, the others fields. Undefined: not such a form. */
export function readMultipart(
  body: Buffer,
  contentType: string,
): { fields: Record<string, string>; files: Record<string, Buffer> } | undefined {
  const boundary = /boundary="?([^";]+)"?/iu.exec(contentType)?.[1];
  if (!boundary) return;
  const fields: Record<string, string> = {};
  const files: Record<string, Buffer> = {};
  for (const part of partsOf(body, boundary)) {
    const headersEnd = part.indexOf('\r\n\r\n');
    if (headersEnd < 0) return;
    const headers = part.subarray(0, headersEnd).toString();
    const content = part.subarray(headersEnd + 4);
    const name = /[;\s]name="([^"]*)"/iu.exec(headers)?.[1];
    if (name === undefined) return;
    if (/[;\s]filename\*?=/iu.test(headers)) files[name] = Buffer.from(content);
    else fields[name] = content.toString();
  }
  return { fields, files };
}

/** What stands between two boundary lines, without the line ends that belong to them. */
function partsOf(body: Buffer, boundary: string): Buffer[] {
  const line = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  let start = body.indexOf(line);
  while (start >= 0 && parts.length < partsMax) {
    const from = start + line.length + 2;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), line]), from - 2);
    if (end < 0) break;
    parts.push(body.subarray(from, end));
    start = end + 2;
  }
  return parts;
}
