import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { workingPool } from './connect.ts';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type RunScript = (pool: pg.Pool, script: string) => Promise<unknown>;

const engineTimeoutMs = 10_000;

/**
 * Lends Prisma's schema engine for one piece of work on one database. `runScript` runs a migration's whole text at once, because
 * the adapter's own way cuts it at every semicolon: inside functions too, and without a transaction around it.
 */
export async function withEngine<Result>(
  database: pg.PoolConfig,
  work: (engine: SchemaEngine) => Promise<Result>,
  runScript: RunScript = (pool, script) => pool.query(script),
): Promise<Result> {
  // A pool of its own: the engine leaves its advisory lock to the connection, and only the pool's end lets go of it.
  const pool = workingPool(database);
  const restoreTimers = unrefEngineTimers();
  try {
    const engine = await SchemaEngine.new(
      { datamodels: undefined },
      () => {},
      bindMigrationAwareSqlAdapterFactory(factoryOf(pool, runScript)),
    );
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    restoreTimers();
    await pool.end();
  }
}

function factoryOf(pool: pg.Pool, runScript: RunScript): PrismaPg {
  const factory = new PrismaPg(pool);
  const [connect, connectToShadow] = [factory.connect.bind(factory), factory.connectToShadowDb.bind(factory)];
  const withScripts = (adapter: Adapter): Adapter =>
    Object.assign(adapter, { executeScript: async (script: string) => void (await runScript(adapter.underlyingDriver(), script)) });
  factory.connect = async () => withScripts(await connect());
  factory.connectToShadowDb = async () => {
    const adapter = withScripts(await connectToShadow());
    // The adapter would first drop the database it is connected to. Ours stays: it goes with the scratch server.
    return Object.assign(readingCharacters(adapter), { dispose: () => adapter.underlyingDriver().end() });
  };
  return factory;
}

/** The engine reads PostgreSQL's catalogue, where some columns are of the type "char", and the adapter has no name for that. */
function readingCharacters(adapter: Adapter): Adapter {
  const pool = adapter.underlyingDriver();
  const query = pool.query.bind(pool) as (...given: unknown[]) => Promise<pg.QueryResult>;
  const queryRaw = adapter.queryRaw.bind(adapter);
  let characters: number[] = [];
  const asText = async (...given: unknown[]) => {
    const result = await query(...given);
    characters = (result.fields ?? []).flatMap((field, at) => (field.dataTypeID === pg.types.builtins.CHAR ? [at] : []));
    for (const at of characters) result.fields[at]!.dataTypeID = pg.types.builtins.TEXT;
    return result;
  };
  Object.assign(pool, { query: asText });
  adapter.queryRaw = async (asked) => {
    const result = await queryRaw(asked);
    for (const at of characters) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

/** The engine leaves its time-out of ten seconds behind, which would keep a finished process alive. */
function unrefEngineTimers(): () => void {
  const original = globalThis.setTimeout;
  const patched = (...given: Parameters<typeof setTimeout>) => {
    const timer = original(...given);
    return given[1] === engineTimeoutMs ? timer.unref() : timer;
  };
  globalThis.setTimeout = Object.assign(patched, original) as typeof setTimeout;
  return () => {
    globalThis.setTimeout = original;
  };
}
