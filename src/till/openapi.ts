import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { type Operation, operations } from './operations.ts';
import { type RefusalName, refusalStatuses } from './problem.ts';
import { problemAnswer } from './told-shapes.ts';

/** OpenAPI 3.1 of the till's API, made of the very schemas that read and answer its calls. */
export function openApiOf({ shopName, serverUrl }: { readonly shopName: string; readonly serverUrl: string }): object {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: `${shopName}: the till`,
      version: '1',
      description: [
        'Money is an integer in minor units (kopecks, groszy, pence) with an ISO 4217 currency; points are integers; times are RFC 3339 with an offset; phones are E.164.',
        'A repeated Idempotency-Key gets the first answer again. Errors are RFC 9457 problems: `type` is stable, `detail` is a sentence for the cashier in the language of `Accept-Language` (en, pl, ru).',
      ].join('\n\n'),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }],
    paths: pathsOf(),
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of TILL_API_KEYS' } } },
  });
}

function pathsOf(): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationOf(operation) };
  }
  return paths;
}

function operationOf({
  method,
  path,
  summary,
  body,
  query,
  answer,
  statuses,
  refusals,
  idempotency,
}: Operation): ZodOpenApiOperationObject {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name: name as string,
    in: 'path' as const,
    required: true,
    schema: { type: 'string' as const, format: 'uuid' },
  }));
  const key = {
    name: 'Idempotency-Key',
    in: 'header' as const,
    required: idempotency === 'required',
    description: 'Of your own making, new for each thing that happens once',
    schema: { type: 'string' as const, maxLength: 120 },
  };
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:](\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary,
    parameters: [...inPath, ...(idempotency === undefined ? [] : [key])],
    ...(query === undefined ? {} : { requestParams: { query: query as never } }),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...Object.fromEntries(
        statuses.map((status) => [status, { description: describeStatus(status), content: { 'application/json': { schema: answer } } }]),
      ),
      ...problemsOf(['no-key', 'too-many-requests', ...refusals]),
    } as ZodOpenApiOperationObject['responses'],
  };
}

const describeStatus = (status: number): string =>
  ({ 201: 'Done', 202: 'A code is on its way' })[status] ?? 'As it stands, or as it was answered first';

/** Refusals of one status share its entry. */
function problemsOf(names: readonly RefusalName[]): Record<string, object> {
  const byStatus = Map.groupBy([...new Set(names)], (name) => refusalStatuses[name] as number);
  return Object.fromEntries(
    [...byStatus].map(([status, these]) => [
      status,
      {
        description: these.map((name) => `\`/problems/${name}\``).join(', '),
        content: { 'application/problem+json': { schema: problemAnswer } },
      },
    ]),
  );
}
