// Lets real hubs and workstations work through bad networks and kills: `npm run soak:hub -- [SECONDS] [SEED]`.
import '../test/real/soak.ts';
