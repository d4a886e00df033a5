import type { Express } from 'express';

import { bedSheetLimits, readBedSheet } from '../../modules/capacity/adapters/csv/read-bed-sheet.js';
import { writeBedSheet } from '../../modules/capacity/adapters/csv/write-bed-sheet.js';
import { bedSheetRepository } from '../../modules/capacity/adapters/db/bed-sheet-repository.js';
import { readBoardFacts } from '../../modules/capacity/adapters/db/board-facts.js';
import { outOfServiceRepository } from '../../modules/capacity/adapters/db/out-of-service-repository.js';
import { readProjectRegister } from '../../modules/capacity/adapters/db/project-register.js';
import { mountBedSheets } from '../../modules/capacity/adapters/http/bed-sheet-router.js';
import { availabilityReportPages } from '../../modules/capacity/adapters/ui/availability-report.page.js';
import { toldMoved } from '../../modules/matching/domain/policy-preview.js';
import { bedChangePages } from '../../modules/capacity/adapters/ui/bed-changes.page.js';
import {
  bedSheetPages,
  bedSheetPath,
  checkBedSheet,
  takeInBedSheetPath,
} from '../../modules/capacity/adapters/ui/bed-sheet.page.js';
import { boardPages } from '../../modules/capacity/adapters/ui/board.page.js';
import { outOfServicePages } from '../../modules/capacity/adapters/ui/out-of-service.page.js';
import { projectsPage } from '../../modules/capacity/adapters/ui/projects.page.js';
import type { ReadClaimant } from '../../modules/capacity/application/ports.js';
import { makeExportBeds, makeImportBeds } from '../../modules/capacity/application/import-beds.js';
import { makeTakeInBedSheet } from '../../modules/capacity/application/take-in-bed-sheet.js';
import { readArrivedClaims } from '../../modules/placements/adapters/db/placement-repository.js';
import { readIncomingOffer, readStay } from '../../modules/placements/adapters/db/provider-page-facts.js';
import { urgencyBandTexts } from '../../modules/referrals/contract/words.js';
import { appendAudit } from '../../platform/db/audit-writer.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { LargeForms } from '../../platform/http/read-body.js';
import type { PageOptions } from '../../platform/http/mount-pages.js';
import { createAppendEvent } from '../../platform/outbox/outbox.js';
import type { Modules } from '../modules.js';
import { shareUntilRecorded } from '../share-until-recorded.js';
import { mountSheetCheck } from '../sheet-check.js';
import { subscriptions } from '../subscriptions.js';

const sheets = bedSheetRepository;

/** Who looks at the board within a quarter of a second sees one reading, unless something was recorded between. */
const shared = shareUntilRecorded(250);

/** Who has a bed on nights that a provider wants to close, by what the provider may see of offers and stays. */
const readClaimant: ReadClaimant = async (tx, scope, { kind, claimId }) => {
  if (kind === 'hold') {
    const offer = await readIncomingOffer(tx, scope, claimId);
    return offer === null ? null : { reference: offer.reference, state: 'offered', stay: offer.stay };
  }
  const stay = kind === 'stay' ? await readStay(tx, scope, claimId) : null;
  return stay === null ? null : { reference: stay.reference, state: stay.state, stay: stay.stay };
};

/** Forms in which a whole sheet is pasted: as large as the sheet of a file, with every byte written as three. */
export const bedSheetForms: LargeForms = {
  paths: [bedSheetPath, takeInBedSheetPath],
  limitBytes: 3 * bedSheetLimits.maxBytes + 10_000,
};

const bandText = (band: string): string =>
  Object.entries(urgencyBandTexts).find(([known]) => known === band)?.[1] ?? band;

const takeInBedsOf = ({ newId }: Modules) =>
  makeTakeInBedSheet({
    readSheet: readBedSheet,
    importBeds: makeImportBeds({
      sheets,
      readArrivedClaims,
      newId,
      audit: appendAudit,
      events: createAppendEvent(subscriptions),
    }),
  });

/** The bed board and what a provider does from it, and the register of projects. */
export const createCapacityPages = (
  modules: Modules,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const { capacity } = modules;
  const parts = [
    boardPages({
      ...capacity,
      shown: {
        readProjectSummaries: shared('projects', capacity.readProjectSummaries),
        readCalendars: shared('calendars', capacity.readCalendars),
        readBoardFacts: shared('facts', readBoardFacts),
        readArrivedClaims: shared('arrived', readArrivedClaims),
      },
    }),
    availabilityReportPages(capacity),
    outOfServicePages({
      ...capacity,
      readClaimant,
      findOutOfService: (tx, scope, id) => outOfServiceRepository.find(tx, scope, id),
    }),
    bedSheetPages({ takeInBeds: takeInBedsOf(modules) }),
    bedChangePages({ ...modules.bedChanges, tellCount: toldMoved, bandText }),
    { pages: [projectsPage({ ...capacity, readProjectRegister })], forms: [] },
  ];
  return { pages: parts.flatMap(({ pages }) => pages), forms: parts.flatMap(({ forms }) => forms) };
};

/**
 * Sheets of beds, which neither declared routes nor forms can carry: files for programs, and the look at a pasted
 * sheet, whose answer is a page and not a change.
 */
export const mountBedSheetDoors = (app: Express, modules: Modules, pageOptions: PageOptions): void => {
  const takeInBeds = takeInBedsOf(modules);
  mountBedSheets(app, {
    uow: pageOptions.uow,
    now: modules.now,
    takeInBeds,
    exportBeds: makeExportBeds({ sheets }),
    writeSheet: writeBedSheet,
  });
  mountSheetCheck(app, modules, pageOptions, {
    path: bedSheetPath,
    permission: 'edit-beds',
    check: checkBedSheet({ takeInBeds }),
  });
};
