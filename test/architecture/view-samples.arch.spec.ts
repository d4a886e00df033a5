import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

import { expect } from 'chai';

import { repositoryRoot } from './planted-tree.js';

/** Pages whose only look for barriers is that of their own spec, with a service behind them. No others are added. */
const withoutSample = [
  'AbandonedRecordsView',
  'AlertsView',
  'ApprovalLimitsView',
  'ArrivalView',
  'AskTransferView',
  'AssessmentsView',
  'BedSheetView',
  'BudgetView',
  'BudgetsView',
  'CancelOutOfServiceView',
  'ChangeRuleView',
  'CorrectOriginView',
  'CorrectReferralView',
  'EligibilityView',
  'EqualityView',
  'LeavingView',
  'MailView',
  'OnwardView',
  'PlacedPeopleView',
  'PrintedListView',
  'ProjectsView',
  'ProviderMovesView',
  'PublishAlertView',
  'ReferralMoneyView',
  'ReferralSuitabilityView',
  'RepairView',
  'RepairsView',
  'RulesView',
  'SafetyListView',
  'SignedInAgainView',
  'StayView',
  'SuitabilityToAnswerView',
  'TimelineView',
];

/** Every page that a file of views exports. */
const viewsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^export const ([A-Z][A-Za-z]*View)\b/gm)].flatMap(([, name]) => name ?? []);

const views = readdirSync(join(repositoryRoot, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.view.tsx'))
  .map((path) => path.split(sep).join('/'))
  .flatMap((path) => viewsOf(readFileSync(join(repositoryRoot, 'src', path), 'utf8')));

const gallery = readFileSync(join(repositoryRoot, 'test/support/view-gallery.ts'), 'utf8');
const isShown = (view: string): boolean => new RegExp(`\\b${view}\\(`).test(gallery);

describe('pages', () => {
  it('stand in the gallery, where they are looked at in every state and width, but for those listed here', () => {
    expect(views.length).to.be.greaterThan(50);
    expect(views.filter((view) => !isShown(view) && !withoutSample.includes(view))).to.deep.equal([]);
  });

  it('are not listed here once they have a sample, or are gone', () => {
    expect(withoutSample.filter((view) => isShown(view) || !views.includes(view))).to.deep.equal([]);
  });

  it('are seen where one is exported', () => {
    expect(viewsOf('export const PlantedView = (props: P) => null;\nconst HiddenView = 1;')).to.deep.equal([
      'PlantedView',
    ]);
  });
});
