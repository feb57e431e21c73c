// Gives every property test the same seed, so that a run fails for what changed and not by luck; STAFETTE_SEED explores others.
import fc from 'fast-check';

const asked = Number(process.env['STAFETTE_SEED']);

fc.configureGlobal({ seed: Number.isSafeInteger(asked) && asked > 0 ? asked : 20_261_122 });

export { fc };
