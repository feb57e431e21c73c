// A small button that opens and closes what stands below it.
import { ChevronDown } from 'lucide-react';

export const Fold = ({ open, onPress, children }: { readonly open: boolean; readonly onPress: () => void; readonly children: string }) => (
  <button
    type="button"
    aria-expanded={open}
    onClick={onPress}
    className="aim inline-flex shrink-0 items-center gap-0.5 rounded-sm py-0.5 text-small whitespace-nowrap text-accent hover:underline"
  >
    {children}
    <ChevronDown aria-hidden className={`size-3 ${open ? 'rotate-180' : ''}`} />
  </button>
);
