import qrcode from 'qrcode';
import type { Invitation } from '../../purchases/purchase.ts';
import type { WebhookCall } from '../webhook.ts';

type QrAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};
type QrRoute = {
  readonly method: 'GET';
  readonly path: string;
  handle(call: WebhookCall & { readonly params: Record<string, string> }): Promise<QrAnswer>;
};

type Deps = {
  readonly prefix: string;
  /** The invitation that a token or a code stands for. */
  readonly find: (brought: string) => Promise<Invitation | undefined>;
  readonly receiptUrl: (invitation: Invitation) => string;
};

/** 48 mm of a 58 mm receipt printer at 8 dots a millimetre. */
const PRINTER_DOTS = 384;
const QUIET_MODULES = 4;
const KEPT_SECONDS = 86_400;

/** The QR code of a receipt, to be printed or shown: as a drawing, and as dots for a receipt printer. */
export const createReceiptQr = (deps: Deps): QrRoute[] => [
  qrRoute(deps, 'qr.svg', 'image/svg+xml', (url) => qrcode.toString(url, { type: 'svg', margin: QUIET_MODULES })),
  qrRoute(deps, 'qr.png', 'image/png', drawPng),
];

/** Whole dots for every module: a printer cannot print half of one. */
function drawPng(url: string): Promise<Buffer> {
  const modules = qrcode.create(url, { errorCorrectionLevel: 'M' }).modules.size + 2 * QUIET_MODULES;
  return qrcode.toBuffer(url, { errorCorrectionLevel: 'M', margin: QUIET_MODULES, scale: Math.max(1, Math.floor(PRINTER_DOTS / modules)) });
}

function qrRoute(
  { prefix, find, receiptUrl }: Deps,
  file: string,
  contentType: string,
  draw: (url: string) => Promise<string | Buffer>,
): QrRoute {
  return {
    method: 'GET',
    path: `${prefix}/r/:invitation/${file}`,
    async handle(call) {
      const invitation = await find(call.params['invitation'] ?? '');
      if (invitation === undefined) return { status: 404, contentType: 'text/plain; charset=utf-8', body: 'There is no such receipt.' };
      const headers = { 'cache-control': `private, max-age=${KEPT_SECONDS}`, 'x-content-type-options': 'nosniff' };
      return { status: 200, contentType, body: await draw(receiptUrl(invitation)), headers };
    },
  };
}
