// Holds the two small pictures the program shows outside its windows, as data addresses: they are there in a checkout and in a packed program.

/** The mark of the program, 32 by 32; drawn by `build/icons/draw-icons.ts`. */
export const PROGRAM_PICTURE: string = [
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAADf0lEQVR4nMRXa0iTURh+zvftm27J5srukRSjyKgIu18NM+1KRE',
  'VFF6IfRRHd6EcUUX8qIqNQrB9FGRVivwItLyykKEMzQ+kmghZWajicOnWb2+n9vuk03WzqN3t+bN95z+V9zns55z0C/jM0fqUx27TGifbZ9BXLGcZjCGAcv8',
  'DYO1uNvhyfnjj79PcWjEhIihfBHjPGxkBFcI46Br7Xlv88zz+BuLhwg1Z/iUYeJ+UMIQAn0MLXba62cygoaJdlQlenQRO+kjpPhEq5DGVtxk4ZtLpVPpn8Y1',
  'y23sT1no/UOyR/BwsyxE8InllNublWxQJc704cLuUyyBATwNka+dvrAg8bh+FGp04vAYFFQkVIInB2hQZVx8OQtUuCQetnUKdOASpjfASQs1vC6aUamHQMy6',
  'JFJCdKAcerSmD3oskoTzuH2ClRf8k3zxAQGY7QEji5WETq4R3QRJqBaYdo5W6719uB9g6EhoDs34xtEs7HkZkr7wEOKxARDZj3Kf2Ucjj6zBUaAtNGMbw8oE',
  'WSWfQKXM3A1zSKcAcwKhatI5djwyMnXlR5Aq6hwSCxNUZAyjoJOqnXwWmvIUuko1E/F6uvvkLlb97vOgMmIKfYlXgNDsQGnnonrwhnLG/gcuOfCLiKMcqEBf',
  'FLKF27veT4VoH7e1YjsrUUaHjfZ06bi+NQlgtPvwQ2edAE2lpaUfedrnLBa+I5RjuubImGftJ88jGVCu31XnN3orrRg+2ZLlQ09G/yoAk42x0oK/TuMmGqgJ',
  'vLJTBrNe18uhJgmH4YKL+sBF52hZt27kSzY+AXaUACptEjEaYLR5jIkbLRRhdIp1kpwBAWpaQaN+/HxVvJuFEoO3twt7hfAoJGROKOjQoBHRwYLWZ2d3qoqq',
  'q4Dbf5II6lZeDh2yAibaAEPB1uZKSk+9rzNknYOlP0tUurG7Dz2gXUtmDICCoNj2Q7YW2TsCVGxN2SDlx93QE3V6dw6pdAz1S0UNtSR9a3fibllVALCgEqnW',
  'v9xVDvVJRha2iEGlB0dhGgC+ODv1q0ZyqqDVmn/K8cc02miGISFGP4UCLrlD982zbEJ81nolCEEIPOSTcVwAttedklctt30DdZcoo5eDpCDc5Tu5TL6ON4Y8',
  'LaNRzsAYXEWKiql9e7wXfZ83MsPeX+k1l+nE5qnUWz5qnyOCWf236MKAvqcTrc+AMAAP//6kJUkwAAAAZJREFUAwCMli+JbgulRgAAAABJRU5ErkJggg==',
].join('');

/** A filled circle, 16 by 16, for a taskbar that cannot show a number. */
export const DOT_PICTURE: string = [
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAYAAAAf8/9hAAAAZ0lEQVR42mM4oaHBQAnGJigLxB1AfBmIf0HxZaiYLCEDUqAa/u',
  'PAv6BqsBqQgkcjOk5BN0CWgM3YXCKLbEAHCZphuAPZgMtkGHAZ2YBfZBjwi6oGUOwFigOR4mikOCFRJSlTJTORjAEU2LIUp9XVvgAAAABJRU5ErkJggg==',
].join('');
