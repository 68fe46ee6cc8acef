import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts browsers and programs, or plays whole tables: half the time of the suite. */
const long =
  /\/test\/(till\/page|journeys\/(playground|gateways)|playground\/page|start|cli\/(by-hand|sms)|mount\/.+-dialogues|mount\/package|conversation\/dialogues|storm\/.+|greetings\/.+\/broadcasts)\.test\.ts$/;

/** The longest first, so that at the end no core is idle. A first run knows no times and would go by size, which says little. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => Number(long.test(other.moduleId)) - Number(long.test(one.moduleId)));
  }
}
