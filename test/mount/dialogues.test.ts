import { describe } from 'vitest';
import { holdDialogues } from '../conversation/dialogues.ts';
import { hosts } from '../support/hosts.ts';
import { openWorld } from '../support/world.ts';

for (const [name, open] of Object.entries(hosts))
  describe(`mounted in a bot made with ${name}`, () => {
    holdDialogues({ open: () => openWorld({ host: { open } }), leavesTalk: true });
  });
