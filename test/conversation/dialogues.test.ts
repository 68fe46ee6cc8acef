import { openWorld } from '../support/world.ts';
import { holdDialogues } from './dialogues.ts';

holdDialogues({ open: openWorld, leavesTalk: false });
