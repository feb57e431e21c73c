// One setting: what it is called, what it does, and the control beside it.
export const SettingsRow = ({
  title,
  hint = null,
  children,
}: {
  readonly title: string;
  readonly hint?: string | null;
  readonly children: React.ReactNode;
}) => (
  <section
    aria-label={title}
    className="grid grid-cols-[14rem_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-line py-2.5 first:border-t-0 max-[60rem]:grid-cols-1"
  >
    <h3 className="pt-1 font-semibold">{title}</h3>
    <div className="flex min-w-0 flex-col items-start gap-1">
      {children}
      {hint === null ? null : <p className="text-small text-ink-2">{hint}</p>}
    </div>
  </section>
);
