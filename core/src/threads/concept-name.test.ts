import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { abbreviates, isNamedKindOf, nameKey, saidForms, splitAbbreviation } from './concept-name.ts';
import { areOpposites } from './opposites.ts';

describe('the name of a concept', () => {
  const same: [string, string][] = [
    ['Demand Curve', 'demand curves'],
    ['the demand curve', 'Demand curve'],
    ['elasticity of demand', 'demand elasticity'],
    ['price elasticity of the demand', 'price elasticity of demand'],
    ['market for pork', 'pork market'],
    ['tax on pork', 'pork taxes'],
    ['non-competitive inhibitor', 'noncompetitive inhibitors'],
    ['non competitive inhibitor', 'non-competitive inhibitor'],
    ['co-payment', 'copayments'],
    ['gross domestic product (GDP)', 'gross domestic product'],
    ["Moore's law", 'Moore’s law'],
    ['mitochondria', 'mitochondrion'],
    ['hypotheses', 'hypothesis'],
    ['labour market', 'labor market'],
    ['polarisation', 'polarization'],
    ['theories', 'theory'],
    ['viruses', 'virus'],
    ['causes', 'cause'],
    ['classes', 'class'],
    ['new equilibrium', 'equilibrium'],
    ['a kind of diffusion', 'diffusion'],
  ];
  for (const [one, other] of same)
    test(`«${one}» and «${other}» are one`, () => assert.equal(nameKey(one), nameKey(other)));

  const different: [string, string][] = [
    ['supply', 'demand'],
    ['elastic demand', 'inelastic demand'],
    ['price elasticity', 'income elasticity'],
    ['efficiency', 'efficient frontier'],
    ['economy', 'economics'],
    ['university', 'universe'],
    ['policy', 'police'],
    ['organ', 'organization'],
    ['analysis', 'analyst'],
    ['cell wall', 'cell membrane'],
    ['natural selection', 'selection'],
    ['law of demand', 'demand'],
    ['lens', 'len'],
    ['increase in price', 'decrease in price'],
  ];
  for (const [one, other] of different)
    test(`«${one}» and «${other}» are two`, () => assert.notEqual(nameKey(one), nameKey(other)));

  test('what has no words has no key', () => {
    assert.equal(nameKey(' … '), '');
  });

  test('letters in brackets are another name where they are its initials', () => {
    assert.deepEqual(splitAbbreviation('gross domestic product (GDP)'), ['gross domestic product', 'GDP']);
    assert.deepEqual(splitAbbreviation('GDP (gross domestic product)'), ['GDP', 'gross domestic product']);
    assert.deepEqual(splitAbbreviation('diffusion (of water)'), ['diffusion']);
    assert.ok(abbreviates('LLN', 'law of large numbers'));
    assert.ok(!abbreviates('LNL', 'law of large numbers'));
    assert.ok(abbreviates('LOLN', 'law of large numbers'));
    assert.ok(abbreviates('CPUs', 'central processing unit'));
  });

  test('two words are heard the other way round', () => {
    assert.ok(saidForms('pork market').includes('market for pork'));
    assert.ok(saidForms('price elasticity of demand').includes('price elasticity of demand'));
    assert.ok(!saidForms('demand').some((form) => form.includes(' ')));
  });
});

describe('a kind by its name', () => {
  const kinds: [string, string][] = [
    ['linear demand curve', 'demand curve'],
    ['price elasticity of demand', 'elasticity'],
    ['price elasticity of demand', 'elasticity of demand'],
    ['income elasticity', 'elasticity'],
    ['facilitated diffusion', 'diffusion'],
  ];
  for (const [narrow, broad] of kinds)
    test(`«${narrow}» is a kind of «${broad}»`, () =>
      assert.ok(isNamedKindOf(nameKey(narrow), nameKey(broad))));

  const none: [string, string][] = [
    ['demand curve', 'demand'],
    ['excess supply', 'supply'],
    ['non-linear demand', 'demand'],
    ['supply and demand', 'demand'],
    ['diffusion', 'facilitated diffusion'],
    ['price elasticity', 'income elasticity'],
  ];
  for (const [narrow, broad] of none)
    test(`«${narrow}» is no kind of «${broad}»`, () =>
      assert.ok(!isNamedKindOf(nameKey(narrow), nameKey(broad))));
});

describe('opposites', () => {
  const opposite: [string, string][] = [
    ['supply', 'demand'],
    ['supply curve', 'demand curve'],
    ['elastic demand', 'inelastic demand'],
    ['price increase', 'price decrease'],
    ['symmetric key', 'asymmetric key'],
    ['equilibrium', 'disequilibrium'],
    ['overfitting', 'underfitting'],
    ['competitive inhibitor', 'non-competitive inhibitor'],
    ['endothermic', 'exothermic'],
    ['active transport', 'passive transport'],
    ['long run', 'short run'],
  ];
  for (const [one, other] of opposite)
    test(`«${one}» and «${other}» are opposites`, () => {
      assert.ok(areOpposites(nameKey(one), nameKey(other)));
      assert.ok(areOpposites(nameKey(other), nameKey(one)));
    });

  const not: [string, string][] = [
    ['cell membrane', 'plasma membrane'],
    ['demand', 'demand curve'],
    ['supply', 'demand curve'],
  ];
  for (const [one, other] of not)
    test(`«${one}» and «${other}» are none`, () => assert.ok(!areOpposites(nameKey(one), nameKey(other))));
});
