import { holdDialogues } from '../conversation/dialogues.ts';
import { hosts } from '../support/hosts.ts';
import { openWorld } from '../support/world.ts';

holdDialogues({ open: () => openWorld({ host: { open: hosts.Telegraf } }), leavesTalk: true });
