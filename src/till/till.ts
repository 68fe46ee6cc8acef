import { createApi, type TillRoute } from './api.ts';
import type { TillDeps } from './context.ts';
import { createDocs } from './docs.ts';
import { tillPageRoutes } from './page.ts';

/** The counter's door: the API for tills, its documentation, and the page for shops that have no till system. */
export const createTill = (deps: TillDeps): readonly TillRoute[] => [
  ...createApi(deps),
  ...createDocs({ shopName: deps.program.shop.name, publicUrl: deps.publicUrl, prefix: deps.prefix }),
  ...tillPageRoutes(deps.prefix),
];
