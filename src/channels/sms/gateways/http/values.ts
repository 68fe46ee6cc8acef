/** The values of `data`, `data[]` or `data[0]`, `data[1]`…, as they came. */
export const valuesOf = (fields: URLSearchParams, name: string): string[] =>
  [...fields].flatMap(([field, value]) => (field === name || field.startsWith(`${name}[`) ? [value] : []));
