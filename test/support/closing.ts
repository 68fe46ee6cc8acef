type Close = () => unknown;

/** What a test, and a file of tests, has opened and leaves to be closed. Files share the modules of their worker, so `setup.ts` does it for each. */
export const afterTest: Close[] = [];
export const afterFile: Close[] = [];

/** The last opened is closed first. */
export async function closeAll(opened: Close[]): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}
