// Kills a working desk over and over and looks for what is missing: `npm run soak [KILLS] [SEED]`.
import '../test/crash/soak.ts';
