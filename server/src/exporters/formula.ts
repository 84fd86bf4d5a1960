/**
 * Formulas in words: what stands between `\(` and `\)`, `\[` and `\]` or two `$$`, in the part of TeX that is
 * only notation. Anything else between these marks stays words: no command here can define, load, link or
 * colour, so a formula of a stranger does nothing but show.
 */

/** A formula as a tree: text, or a list of which the first says what it is and the rest are its parts. */
export type FormulaNode = string | readonly (FormulaNode | null)[];

export interface Formula {
  /** TeX without its marks. */
  source: string;
  tree: FormulaNode;
}

const MARKED = /\\\((.{1,400}?)\\\)|\\\[(.{1,400}?)\\\]|\$\$([^$]{1,400}?)\$\$/gs;
const DEEPEST = 12;

/** Commands that stand for one sign. */
const SIGNS: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  iota: 'ι',
  kappa: 'κ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  upsilon: 'υ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  times: '×',
  cdot: '⋅',
  div: '÷',
  pm: '±',
  mp: '∓',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  neq: '≠',
  ne: '≠',
  approx: '≈',
  equiv: '≡',
  sim: '∼',
  propto: '∝',
  infty: '∞',
  partial: '∂',
  nabla: '∇',
  sum: '∑',
  prod: '∏',
  int: '∫',
  oint: '∮',
  in: '∈',
  notin: '∉',
  subset: '⊂',
  subseteq: '⊆',
  supset: '⊃',
  cup: '∪',
  cap: '∩',
  emptyset: '∅',
  forall: '∀',
  exists: '∃',
  neg: '¬',
  land: '∧',
  lor: '∨',
  to: '→',
  rightarrow: '→',
  leftarrow: '←',
  Rightarrow: '⇒',
  Leftarrow: '⇐',
  leftrightarrow: '↔',
  Leftrightarrow: '⇔',
  mapsto: '↦',
  ldots: '…',
  dots: '…',
  cdots: '⋯',
  circ: '∘',
  degree: '°',
  perp: '⟂',
  parallel: '∥',
  angle: '∠',
  hbar: 'ℏ',
  ell: 'ℓ',
  Re: 'ℜ',
  Im: 'ℑ',
  prime: '′',
  star: '⋆',
  oplus: '⊕',
  otimes: '⊗',
  langle: '⟨',
  rangle: '⟩',
  quad: ' ',
  qquad: '  ',
  left: '',
  right: '',
  ',': ' ',
  ';': ' ',
  ':': ' ',
  '!': '',
  ' ': ' ',
  '{': '{',
  '}': '}',
  '%': '%',
  '&': '&',
  '#': '#',
  '|': '‖',
};
const FUNCTIONS = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf det dim ker gcd'.split(
    ' ',
  ),
);

/** Plain words and formulas in turn; the words together with the formulas are the whole text. */
export function findFormulas(text: string): (string | Formula)[] {
  const found: (string | Formula)[] = [];
  let at = 0;
  for (const match of text.matchAll(MARKED)) {
    const source = (match[1] ?? match[2] ?? match[3] ?? '').trim();
    const tree = source ? parseFormula(source) : undefined;
    if (!tree) continue;
    if (match.index > at) found.push(text.slice(at, match.index));
    found.push({ source, tree });
    at = match.index + match[0].length;
  }
  if (at < text.length || found.length === 0) found.push(text.slice(at));
  return found;
}

/** The tree, or undefined for what is no TeX or more than notation. */
export function parseFormula(source: string): FormulaNode | undefined {
  const tokens: string[] = source.match(/\\[A-Za-z]+|\\.|[\s\S]/gu) ?? [];
  let at = 0;

  function row(end: string | undefined, depth: number): FormulaNode {
    const parts: FormulaNode[] = [];
    for (;;) {
      const token = tokens[at];
      if (token === undefined || token === end) {
        if (token !== end) throw new Unreadable();
        at += end === undefined ? 0 : 1;
        return parts.length === 1 ? (parts[0] ?? '') : ['row', ...parts];
      }
      parts.push(scripted(depth));
    }
  }

  /** One thing with what stands above and below it. */
  function scripted(depth: number): FormulaNode {
    const base = single(depth);
    let [up, down]: (FormulaNode | null)[] = [null, null];
    for (;;) {
      if (tokens[at] === '^' && up === null) {
        at += 1;
        up = single(depth);
      } else if (tokens[at] === '_' && down === null) {
        at += 1;
        down = single(depth);
      } else break;
    }
    return up === null && down === null ? base : ['scripts', base, up ?? null, down ?? null];
  }

  function single(depth: number): FormulaNode {
    if (depth > DEEPEST) throw new Unreadable();
    while (tokens[at]?.trim() === '') at += 1;
    const token = tokens[at];
    if (token === undefined || token === '}' || token === '^' || token === '_') throw new Unreadable();
    at += 1;
    if (token === '{') return row('}', depth + 1);
    if (!token.startsWith('\\')) {
      if (/^[\p{L}\p{N}\p{Sm}+\-*/=<>()[\].,:;!|'? ]$/u.test(token)) return token;
      throw new Unreadable();
    }
    return command(token.slice(1), depth + 1);
  }

  function command(name: string, depth: number): FormulaNode {
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac')
      return ['frac', single(depth), single(depth)];
    if (name === 'sqrt') {
      if (tokens[at] !== '[') return ['root', single(depth)];
      at += 1;
      const index = row(']', depth);
      return ['root', single(depth), index];
    }
    if (name === 'text' || name === 'mathrm' || name === 'operatorname') return ['upright', letters()];
    if (FUNCTIONS.has(name)) return ['op', name];
    const sign = Object.hasOwn(SIGNS, name) ? SIGNS[name] : undefined;
    if (sign === undefined) throw new Unreadable();
    return sign;
  }

  /** What stands in braces, as it is. */
  function letters(): string {
    if (tokens[at] !== '{') throw new Unreadable();
    const end = tokens.indexOf('}', at);
    const text = tokens.slice(at + 1, end).join('');
    if (end < 0 || !/^[\p{L}\p{N} .,-]*$/u.test(text)) throw new Unreadable();
    at = end + 1;
    return text;
  }

  try {
    return row(undefined, 0);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}
