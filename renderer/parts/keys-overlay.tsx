// Lists every key, grouped by where it works.
import { showOverlay, useView } from '../state/view.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { KEYS, type KeyId } from './keys.ts';
import { useDesk } from './use-pack.ts';

const GROUPS = ['everywhere', 'case', 'list', 'lead'] as const;

export const KeysOverlay = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'keys');
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('keys.title')} flowing>
      <div className="grid grid-cols-2 gap-x-8 gap-y-5 p-4">
        {GROUPS.map((group) => (
          <section key={group} aria-label={t(`keys.group.${group}`)}>
            <h3 className="heading pb-1">{t(`keys.group.${group}`)}</h3>
            <dl>
              {(Object.keys(KEYS) as KeyId[])
                .filter((id) => KEYS[id].group === group)
                .map((id) => (
                  <div key={id} className="flex items-center justify-between border-t border-line py-1">
                    <dt>{t(`keys.${id}`)}</dt>
                    <dd>
                      <Kbd id={id} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
