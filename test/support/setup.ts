import { afterAll, afterEach } from 'vitest';
import { afterFile, afterTest, closeAll } from './closing.ts';

afterEach(() => closeAll(afterTest));
afterAll(() => closeAll(afterFile));
