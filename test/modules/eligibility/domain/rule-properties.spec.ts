import { expect } from 'chai';
import fc from 'fast-check';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import { bedTypes, sexDesignations, unitTypes } from '../../../../src/modules/capacity/domain/unit.js';
import { stages, type RuleContent } from '../../../../src/modules/eligibility/domain/admission-rule.js';
import { askRule, askRules } from '../../../../src/modules/eligibility/domain/ask-rules.js';
import { verdict, type Answer } from '../../../../src/modules/eligibility/domain/check.js';
import { askBed } from '../../../../src/modules/eligibility/domain/evaluate.js';
import { excludesMore } from '../../../../src/modules/eligibility/domain/excludes-more.js';
import type { PersonForRules } from '../../../../src/modules/eligibility/domain/person-for-rules.js';
import { understood } from '../../../../src/modules/eligibility/domain/rule-content.js';
import { changeOfBed, changeOfRule } from '../../../../src/modules/eligibility/domain/what-would-change.js';
import { aPerson, aUnit } from '../../../support/builders.js';
import { seed } from '../../../support/civil-dates.js';
import { afterChange, anyContent, anyPerson, aRule, aRuleContent, bedAfterChange } from '../rules.js';

const winter = stay(isoDate('2026-12-01'), isoDate('2027-02-23'));
const runs = { seed, numRuns: 3000 };
const ruleOf = (content: RuleContent) => aRule(content);

/** The person with nothing recorded that can be left unrecorded. */
const unrecorded = (person: PersonForRules): PersonForRules => ({
  ...person,
  sex: 'not_known',
  oldestChildBornOn: null,
  substance: null,
  healthBoard: '',
  detoxNeed: null,
  detoxEndsOn: null,
  isPregnant: null,
  mat: null,
  mentalHealthSupport: null,
  acceptsFaithEthos: null,
  hadCommunityTreatment: null,
});

describe('rules of a project, whatever they and the people are', () => {
  it('are ones that can be asked', () => {
    fc.assert(
      fc.property(anyContent, (content) => understood(content).ok),
      runs,
    );
  });

  it('never say no for want of a fact: with less recorded, an answer stays, becomes unknown, or is not asked', () => {
    fc.assert(
      fc.property(anyPerson, anyContent, (person, content) => {
        const known = askRule(person, winter, ruleOf(content))?.answer;
        const less = askRule(unrecorded(person), winter, ruleOf(content))?.answer;
        if (less === 'no') expect(known).to.equal('no');
        if (less === 'yes') expect(known).to.equal('yes');
      }),
      runs,
    );
  });

  it('lose nobody when one of them becomes as wide or wider', () => {
    const rank: readonly Answer[] = ['no', 'unknown', 'yes'];
    const answer = (person: PersonForRules, content: RuleContent | null): number =>
      rank.indexOf(verdict(content === null ? [] : askRules(person, winter, [ruleOf(content)], stages)));
    const sameKind = anyContent.chain((before) =>
      fc.tuple(
        fc.constant(before),
        fc.option(
          anyContent.map((after): RuleContent =>
            after.attribute === before.attribute
              ? { ...after, operator: before.operator, unit: before.unit, stage: before.stage }
              : { ...before, effect: after.effect === 'exclude' ? before.effect : 'case_by_case' },
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(anyPerson, fc.oneof(sameKind, fc.tuple(fc.option(anyContent), fc.option(anyContent))), (person, [before, after]) => {
        fc.pre(!excludesMore(before, after));
        expect(answer(person, after)).to.be.at.least(answer(person, before));
      }),
      runs,
    ); // prettier-ignore
  });

  it('tell with every no a change with which that very rule says no no longer', () => {
    fc.assert(
      fc.property(anyPerson, anyContent, (person, content) => {
        const rule = ruleOf(content);
        const change = changeOfRule(person, winter, rule);
        const answer = askRule(person, winter, rule)?.answer;
        expect(change !== null).to.equal(answer === 'no');
        if (change === null) return;
        const after = afterChange(person, winter, rule, change);
        expect(askRule(after.person, after.stay, after.rule)?.answer).to.equal('yes');
      }),
      runs,
    );
  });
});

describe('what beds ask', () => {
  it('tells with every no a change with which that very check says no no longer', () => {
    const anyBed = fc.record({
      bedType: fc.constantFrom(...bedTypes),
      unitType: fc.constantFrom(...unitTypes),
      sexDesignation: fc.constantFrom(...sexDesignations),
      maxAdults: fc.integer({ min: 1, max: 2 }),
      maxChildren: fc.nat({ max: 3 }),
      oldestChildYears: fc.option(fc.constantFrom(5, 11)),
      isStepFree: fc.option(fc.boolean()),
      hasWetRoom: fc.option(fc.boolean()),
      isAcceptingReferrals: fc.boolean(),
      roomId: fc.option(fc.constant('room-1')),
    });
    fc.assert(
      fc.property(anyPerson, anyBed, fc.boolean(), (given, bed, isOccupied) => {
        const { sex, bornOn, adults, children, oldestChildBornOn, needsStepFree, needsWetRoom } = given;
        const asked = {
          person: aPerson({ sex, bornOn, adults, children, oldestChildBornOn, needsStepFree, needsWetRoom }),
          unit: aUnit(bed),
          stay: winter,
          mix: isOccupied ? [{ night: winter.arrivesOn, sex: 'female' as const }] : [],
        };
        for (const check of askBed(asked.person, asked.unit, asked.stay, asked.mix)) {
          const change = changeOfBed(asked.person, check);
          expect(change !== null, check.rule).to.equal(check.answer === 'no');
          if (change === null) continue;
          const after = bedAfterChange(asked, check, change);
          const again = askBed(after.person, after.unit, after.stay, after.mix);
          expect(again.find(({ rule }) => rule === check.rule)?.answer, check.rule).to.equal('yes');
        }
      }),
      runs,
    );
  });
});

describe('whether a change of a rule excludes more people', () => {
  const ceiling = (value: number, given: Partial<RuleContent> = {}) => aRuleContent({ value, ...given });
  for (const [says, before, after, more] of [
    ['a new rule that excludes', null, ceiling(50), true],
    ['a new rule that leaves it to the provider', null, ceiling(50, { effect: 'case_by_case' }), false],
    ['a lower ceiling', ceiling(50), ceiling(45), true],
    ['the same ceiling', ceiling(50), ceiling(50, { source: 'Another page' }), false],
    ['a higher ceiling', ceiling(50), ceiling(60), false],
    ['the end of a rule', ceiling(50), null, false],
    ['an action instead of an exclusion', ceiling(50), ceiling(50, { effect: 'require_action' }), false],
    ['an exclusion instead of an action', ceiling(50, { effect: 'require_action' }), ceiling(60), true],
    ['a higher ceiling in another unit', ceiling(50), ceiling(60, { unit: 'mg_daily' }), true],
    ['another stage', ceiling(50), ceiling(60, { stage: 'stay' }), true],
    [
      'one area more',
      aRuleContent({ attribute: 'health_board', operator: 'one_of', value: ['NHS Fife'], unit: null }),
      aRuleContent({ attribute: 'health_board', operator: 'one_of', value: ['NHS Fife', 'NHS Lothian'], unit: null }), // prettier-ignore
      false,
    ],
    [
      'one area less',
      aRuleContent({ attribute: 'health_board', operator: 'one_of', value: ['NHS Fife', 'NHS Lothian'], unit: null }), // prettier-ignore
      aRuleContent({ attribute: 'health_board', operator: 'one_of', value: ['NHS Fife'], unit: null }),
      true,
    ],
  ] as const) {
    it(`${says}: ${more ? 'a second manager is needed' : 'it counts from its first day'}`, () => {
      expect(excludesMore(before, after)).to.equal(more);
    });
  }
});

describe('a rule that cannot be asked', () => {
  const wrong: readonly (readonly [string, Partial<RuleContent>, string])[] = [
    ['a dose without its unit', { unit: null }, 'unit'],
    ['a dose of nothing', { value: 0 }, 'value'],
    ['an operator of another attribute', { operator: 'one_of' }, 'operator'],
    ['an action nobody wrote', { effect: 'require_action', action: ' ' }, 'action'],
    ['community treatment as a reason to exclude', { attribute: 'community_treatment', operator: 'is', value: true, unit: null }, 'effect'], // prettier-ignore
    ['a matter for the provider that excludes', { attribute: 'provider_decides', operator: 'asks', value: 'offences', unit: null }, 'effect'], // prettier-ignore
    ['a sex nobody knows', { attribute: 'sex', operator: 'one_of', value: ['other'], unit: null }, 'value'],
    ['half a year', { attribute: 'age', operator: 'at_least', value: 16.5, unit: null }, 'value'],
  ];
  for (const [says, given, part] of wrong) {
    it(`is refused with the part at fault: ${says}`, () => {
      const answer = understood(aRuleContent(given));
      expect(answer.ok).to.equal(false);
      if (!answer.ok) expect(answer.refusal.part).to.equal(part);
    });
  }
});
