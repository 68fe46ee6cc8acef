/** What a method came to. Refusals carry Telegram's own words, because bots decide by them. */
export type Result =
  | { readonly ok: true; readonly result: unknown; readonly description?: string }
  | {
      readonly ok: false;
      readonly error_code: number;
      readonly description: string;
      readonly parameters?: { readonly retry_after?: number };
    };

export type BotApiAnswer = { readonly status: number; readonly body: Result };

export const answerOf = (result: Result): BotApiAnswer => ({ status: result.ok ? 200 : result.error_code, body: result });

export const done = (result: unknown): Result => ({ ok: true, result });
export const badRequest = (what: string): Result => ({ ok: false, error_code: 400, description: `Bad Request: ${what}` });
export const forbidden = (what: string): Result => ({ ok: false, error_code: 403, description: `Forbidden: ${what}` });
export const conflict = (what: string): Result => ({ ok: false, error_code: 409, description: `Conflict: ${what}` });
export const notFound: Result = { ok: false, error_code: 404, description: 'Not Found' };
export const unauthorized: Result = { ok: false, error_code: 401, description: 'Unauthorized' };
export const serverError: Result = { ok: false, error_code: 500, description: 'Internal Server Error' };

export const tooManyRequests = (seconds: number): Result => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});
