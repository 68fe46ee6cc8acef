import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const log = fileURLToPath(new URL('../src/log.ts', import.meta.url));

test('the log leaves out who somebody is and what they wrote', () => {
  const entry = `{ phone: '+48221112233', member: { email: 'a@example.com' }, call: { body: { text: 'hello' } }, job: 'greetings' }`;
  const program = `import { createLog } from ${JSON.stringify(log)}; createLog('info').info(${entry}, 'done');`;
  const written = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(JSON.parse(written)).toMatchObject({
    phone: '…',
    member: { email: '…' },
    call: { body: { text: '…' } },
    job: 'greetings',
    msg: 'done',
  });
});

test('of an error the log tells where it broke, not the row or the text it was about', () => {
  const program = `import { createLog } from ${JSON.stringify(log)};
    const err = Object.assign(new Error('null value'), { code: '23502', detail: 'Failing row contains (Zerafina, +48221112233)', payload: { text: 'hello' } });
    createLog('info').error({ err }, 'broke');`;
  const written = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(JSON.parse(written).err).toMatchObject({ type: 'Error', message: 'null value', code: '23502' });
  expect(written).not.toMatch(/Zerafina|48221112233|hello/);
});
