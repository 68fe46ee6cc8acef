import { cruise, type IModule } from 'dependency-cruiser';
import { beforeAll, expect, test } from 'vitest';
import { type Arrow, adviceOn, adviceOnPackage, homes, rooms } from './house.ts';

const MODULES_AT_LEAST = 120;

let modules: readonly IModule[];
let arrows: readonly Arrow[];
beforeAll(async () => {
  const { output } = await cruise(['src'], {
    parser: 'swc',
    exclude: { path: 'node_modules|src/database/generated|src/(playground|till)/page/' },
    doNotFollow: { path: 'node_modules' },
  } as Parameters<typeof cruise>[1]);
  if (typeof output === 'string') throw new Error('the cruiser answered with a text');
  modules = output.modules;
  arrows = modules.flatMap((one) =>
    one.dependencies.map((dependency) => ({
      from: one.source,
      to: dependency.resolved,
      typeOnly: dependency.dependencyTypes.includes('type-only'),
    })),
  );
});

test('the cruiser saw the house: without the right parser it finds nothing, silently', () => {
  expect(modules.length).toBeGreaterThan(MODULES_AT_LEAST);
  for (const room of rooms.filter((name) => !['insights'].includes(name)))
    expect(
      modules.some((one) => one.source.startsWith(`src/${room}/`)),
      room,
    ).toBe(true);
});

test('a room imports from itself and from rooms below it', () => {
  expect(arrows.map(adviceOn).filter((advice) => advice !== undefined)).toEqual([]);
});

test('no circles among what runs', () => {
  expect(circles(arrows.filter((arrow) => arrow.to.startsWith('src/') && !arrow.typeOnly))).toEqual([]);
});

test('each package has one home', () => {
  const used = packageArrows();
  expect(used.length).toBeGreaterThan(20);
  expect(used.map(([from, name]) => adviceOnPackage(from, name)).filter((advice) => advice !== undefined)).toEqual([]);
});

test('rules are pure: zod, yaml and temporal only, no clock, no chance', () => {
  const foreign = arrows.filter(
    (arrow) =>
      arrow.from.startsWith('src/rules/') &&
      !arrow.to.startsWith('src/rules/') &&
      !/node_modules\/(zod|yaml|temporal-polyfill)|^crypto$|^node:crypto$/.test(arrow.to),
  );
  expect(foreign).toEqual([]);
});

test('the ledger is the only writer of points', () => {
  const importers = new Set(arrows.filter((arrow) => arrow.to === 'src/ledger/keeper.ts' && !arrow.typeOnly).map((arrow) => arrow.from));
  expect(
    [...importers].filter((from) => !['src/keepers.ts', 'src/ledger/ledger.ts'].includes(from) && !from.startsWith('src/ledger/')),
  ).toEqual([]);
});

test.each([
  ['src/ledger/planted.ts', 'src/members/member.ts', 'members stands above ledger'],
  ['src/rules/planted.ts', 'src/ledger/book.ts', 'ledger stands above rules'],
  ['src/conversation/planted.ts', 'src/channels/webhook.ts', 'channels stands above conversation'],
  ['src/delivery/planted.ts', 'src/conversation/scene.ts', 'conversation stands above delivery'],
  ['src/members/planted.ts', 'src/config.ts', 'does not know who puts it together'],
])('a planted import from %s to %s is seen', (from, to, words) => {
  expect(adviceOn({ from, to, typeOnly: false })).toContain(words);
});

test.each(Object.keys(homes))('a planted use of %s outside its home is seen', (name) => {
  expect(adviceOnPackage('src/ledger/planted.ts', name)).toContain('whose home is');
});

function packageArrows(): [string, string][] {
  return modules.flatMap((one) =>
    one.source.startsWith('src/') && !/^src\/[^/]+$/.test(one.source)
      ? one.dependencies
          .filter((dependency) => !dependency.module.startsWith('.') && !dependency.module.startsWith('node:'))
          .map((dependency): [string, string] => [one.source, dependency.module])
      : [],
  );
}

/** Circles of files, by walking each file's arrows until it comes back to itself. Types vanish before anything runs. */
function circles(all: readonly Arrow[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of all) next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
