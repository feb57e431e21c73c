// Whatever stands in an article is drawn without ever throwing, and without a tag, a script or an address nobody allowed.
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Markdown } from '../../renderer/parts/markdown.tsx';
import { markdownTree, stepCount } from '../../renderer/parts/markdown-tree.ts';
import { fc } from '../seeded.ts';
import { sits } from './money-kit.ts';

beforeEach(() => sits());
afterEach(cleanup);

const ticks = { done: [], set: () => undefined };
const drawn = (text: string): HTMLElement => render(<Markdown text={text} headings="h4" ticks={ticks} />).container;

/** What the drawing itself uses; anything else came out of the article. */
const TAGS = new Set(
  'div p h4 ol ul li span label input strong em code pre br hr a button blockquote table thead tbody tr th td'.split(' '),
);
const ATTRIBUTES = new Set('class id type aria-labelledby for href target rel start checked'.split(' '));

const checked = (text: string): void => {
  const box = drawn(text);
  for (const element of box.querySelectorAll('*')) {
    expect(TAGS).toContain(element.localName);
    for (const { name } of element.attributes) expect(ATTRIBUTES).toContain(name);
  }
  for (const link of box.querySelectorAll('a')) {
    expect(new URL(link.getAttribute('href') ?? '').protocol).toBe('https:');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  }
  cleanup();
};

const PIECES = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](data:text/html,<script>)',
  '[a](https://gut.example/x)',
  '[a](https://bank.example@boese.example)',
  '[a](http://unverschluesselt.example)',
  '[a](article:router-reset)',
  '[a](article:../../x)',
  '![a](https://bild.example/x.png)',
  '<https://auto.example>',
  '<javascript:alert(1)>',
  '[a]: javascript:alert(1)\n\n[a]',
  '1. eins\n2. zwei',
  '- a\n  1. b',
  '> ',
  '**',
  '_',
  '`',
  '~~~\n',
  '|a|b|\n|-|-|\n|<b>|[x](javascript:1)|',
  '&lt;script&gt;',
  '&#106;avascript:',
  '<!-- ',
  '\n\n',
  '    ',
  '# ',
  '\\',
  '\u0000',
  '\ud800',
];

describe('an article', () => {
  it('[GD9] is drawn whatever stands in it, and nothing of it becomes a tag, an attribute or an address of its own', () => {
    const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 30, unit: 'binary' }), fc.constantFrom(' ', '\n', 'Wort'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => checked(pieces.join(''))),
      { numRuns: 60, examples: PIECES.map((one) => [[one]] as [string[]]) },
    );
  });
  it.each(['>', '- ', '1. ', '[', '*', '_a', '`', '![', '<a ', '[a](', '~', '> - '])(
    '[GD9] %s eight thousand signs long breaks nothing',
    (sign) => expect(() => drawn(sign.repeat(8_000 / sign.length))).not.toThrow(),
  );
  it('[GD9] a paragraph of marks alone stays as it was typed, at once; a long list of emphasised words is drawn', () => {
    const crowded = '_a_ '.repeat(400) + '*a_'.repeat(2_100);
    expect(markdownTree(crowded)).toEqual([{ kind: 'paragraph', children: [{ kind: 'text', text: crowded }] }]);
    expect(drawn('- **Wort** und *Wort*\n'.repeat(200)).querySelectorAll('li em')).toHaveLength(200);
  });
  it('[GD9] keeps the words of what it does not draw', () => {
    const { container } = render(<Markdown text={'<b>fett</b> [hier](javascript:alert(1)) und [da](http://x.example)'} headings="h2" />);
    expect(container.textContent).toBe('<b>fett</b> hier und da');
    expect(container.querySelector('a, b, button')).toBeNull();
  });
  it('[GD9] leads to other articles and to https alone', () => {
    const tree = markdownTree('[a](article:outage) [b](https://x.example/y) [c](https://u:p@x.example) [d](article:Böse)');
    const [first] = tree;
    const kinds = first?.kind === 'paragraph' ? first.children.map(({ kind }) => kind).filter((kind) => kind !== 'text') : [];
    expect(kinds).toEqual(['article', 'link']);
  });
  it('[GD9] numbered lists at its top are steps, counted on from list to list', () => {
    const text = '1. a\n2. b\n   1. innen\n\nDazwischen\n\n1. c\n\n- kein Schritt';
    expect(stepCount(markdownTree(text))).toBe(3);
    const { container } = render(<Markdown text={text} headings="h4" ticks={{ ...ticks, done: [2] }} />);
    const boxes = [...container.querySelectorAll<HTMLInputElement>('input')];
    expect(boxes.map(({ checked: on }) => on)).toEqual([false, false, true]);
    expect(container.querySelectorAll('input')).toHaveLength(3);
  });
  it('[GD9] its headings stand below its title, alone as beside a case, also within a list', () => {
    const text = '# Eins\n\n- #### Zwei\n';
    const headings = (level: 'h2' | 'h4') =>
      [...render(<Markdown text={text} headings={level} />).container.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((one) => one.localName);
    expect(headings('h2')).toEqual(['h2', 'h2']);
    expect(headings('h4')).toEqual(['h4', 'h4']);
  });
});
