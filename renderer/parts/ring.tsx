// A ring that fills with the fields of the handover that stand; the figures stand beside it as words.
const LENGTH = 2 * Math.PI * 7;

export const Ring = ({ done, required }: { readonly done: number; readonly required: number }) => {
  const share = required === 0 ? 1 : done / required;
  return (
    <svg aria-hidden viewBox="0 0 18 18" className="size-[18px] shrink-0 -rotate-90">
      <circle cx="9" cy="9" r="7" fill="none" strokeWidth="3" className="stroke-bar" />
      <circle
        cx="9"
        cy="9"
        r="7"
        fill="none"
        strokeWidth="3"
        className={share === 1 ? 'stroke-ok' : 'stroke-accent'}
        strokeDasharray={`${LENGTH * share} ${LENGTH}`}
      />
    </svg>
  );
};
