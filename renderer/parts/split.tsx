// The line between two panes: pulled with the pointer or moved with the arrows; a double click gives the pane back its own width.
import { useRef } from 'react';
import { useWindowWidth } from './narrow.ts';
import { mostOf, PANES, setPane, usePanes, widthByKey, widthOf, type PaneId } from './panes.ts';
import { useDesk } from './use-pack.ts';

/** In CSS pixels. */
export const usePane = (id: PaneId): number => {
  const pulled = usePanes((panes) => panes.pulled[id]);
  return widthOf(id, pulled, useWindowWidth());
};

export const Split = ({ id }: { readonly id: PaneId }) => {
  const { t } = useDesk();
  const width = usePane(id);
  const room = useWindowWidth();
  const began = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const pull = (x: number): void => {
    if (began.current === null) return;
    const moved = PANES[id].at === 'left' ? x - began.current.x : began.current.x - x;
    setPane(id, widthOf(id, began.current.width + moved, room));
  };
  return (
    // A separator that can be moved is a control by WAI-ARIA: it has a value, a name and keys.
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t(`split.${PANES[id].at}`)}
      aria-valuenow={width}
      aria-valuemin={PANES[id].min}
      aria-valuemax={Math.round(mostOf(id, room))}
      title={t('split.hint')}
      className="split"
      onKeyDown={(event) => {
        const next = widthByKey(id, event.key, width, room);
        if (next === undefined) return;
        event.preventDefault();
        setPane(id, next);
      }}
      onDoubleClick={() => setPane(id, null)}
      onPointerDown={(event) => {
        began.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => pull(event.clientX)}
      onPointerUp={() => {
        began.current = null;
      }}
      onPointerCancel={() => {
        began.current = null;
      }}
    />
  );
};
