import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { actionTexts } from '../../src/modules/referrals/adapters/ui/history-entry.js';
import { repositoryRoot } from './planted-tree.js';

/** What the record is about, and why no timeline of a person tells it. */
const onNoTimeline: Readonly<Record<string, string>> = {
  admission_rule: 'a rule of a place',
  admission_rule_change: 'a rule of a place',
  availability_report: 'beds',
  bed_unit: 'a bed',
  budget: 'money of a partnership',
  drug_alert: 'a substance',
  expansion_project: 'beds to come, and no person',
  later_plan: 'all who wait at once, in later weeks',
  match_run: 'all who wait at once',
  matching_policy_change: 'how everybody is matched',
  member: 'a member of staff',
  nil_return: 'a month of a project, without anybody',
  out_of_service: 'nights on which a bed is shut',
  planned_bed_change: 'a bed, before it changes',
  project: 'a project',
  published_figure: 'a number of others, about the country',
  published_import: 'numbers of others, taken in together',
  referral_draft: 'a draft of the member who writes it; recorded, it is a referral',
  scenario: 'what a planner thinks of, for the country',
  scenario_run: 'what a scenario was worked out to do, for the country',
  service: 'the service itself',
  target: 'a level to reach, set by a person for the country',
  task: 'who of a team does a piece of work; what was done is a step of its own',
};

/** Actions about a person's own row that are told by the step of the referral beside them, or to nobody here. */
const toldBesides: Readonly<Record<string, string>> = {
  'referrals.client-recorded': 'told as the referral that was recorded',
  'referrals.client-corrected': 'told as the correction of the referral',
  'referrals.equality-recorded': 'answers about equality stand apart (docs/adr/0027)',
};

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const sources = readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('demonstration'))
  .map((path) => read(`src/${path}`));
/** What records steps of a stay: `recordStep` names their subject, so that their action stands alone there. */
const ofStays = sources.filter((text) => text.includes('recordStep('));
const matchesOf = (texts: readonly string[], pattern: RegExp): readonly string[] =>
  [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found!)))].sort();

describe('what the record keeps of a person', () => {
  const written = matchesOf(sources, /subjectKind: '([a-z_]+)'/g);
  const told = matchesOf(
    [read('src/modules/placements/adapters/db/referral-history.ts')],
    /subject_kind = '([a-z_]+)'/g,
  );

  it('is on a timeline, whatever it is about, or it is said here why not', () => {
    expect(
      written.filter((kind) => !told.includes(kind) && !(kind in onNoTimeline)),
      'add it to referral-history.ts, or say here why no timeline tells it',
    ).to.deep.equal([]);
    expect(told.filter((kind) => !written.includes(kind) || kind in onNoTimeline)).to.deep.equal([]);
    expect(Object.keys(onNoTimeline).filter((kind) => !written.includes(kind))).to.deep.equal([]);
  });

  it('is told in words, each action', () => {
    const about = sources.flatMap((text) =>
      [...text.matchAll(/action: '([a-z]+\.[a-z-]+)',\s+subjectKind: '([a-z_]+)'/g)].flatMap(
        ([, action = '', kind = '']) => (told.includes(kind) ? [action] : []),
      ),
    );
    expect(about.length).to.be.greaterThan(30);
    const steps = matchesOf(ofStays, /'(placements\.[a-z-]+)'/g);
    expect(steps).to.include.members([
      ...['placements.booking-moved', 'placements.person-discharged', 'placements.leaving-day-corrected'],
      ...['placements.person-transferred', 'placements.stay-taken-over'],
    ]);
    const wordless = [...new Set([...about, ...steps])].filter(
      (action) => !(action in actionTexts) && !(action in toldBesides),
    );
    expect(wordless, 'give it words in history-entry.ts').to.deep.equal([]);
  });
});
