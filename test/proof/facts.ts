/** Sends one statement and gives its rows. */
export type Query = <Row>(statement: string) => Promise<Row[]>;

/**
 * Everything the invariants are about, as rows. Dates are YYYY-MM-DD; instants are text in UTC to the microsecond,
 * which sorts as it runs; money is whole pence.
 */
export interface Facts {
  readonly beds: readonly BedFact[];
  readonly clients: readonly { readonly id: string; readonly sex: string; readonly version: number }[];
  readonly referrals: readonly { readonly id: string; readonly state: string; readonly version: number }[];
  readonly offers: readonly OfferFact[];
  /** How many offers each partnership that chose lets a person have at once. */
  readonly choices: readonly { readonly offersAtOnce: number }[];
  readonly placements: readonly PlacementFact[];
  readonly periods: readonly PeriodFact[];
  readonly extensions: readonly ExtensionFact[];
  readonly stayChanges: readonly StayChangeFact[];
  readonly repairParts: readonly RepairPartFact[];
  readonly bedNights: readonly BedNightFact[];
  readonly clientNights: readonly {
    readonly clientId: string;
    readonly night: string;
    readonly claimId: string;
  }[];
  readonly roomNights: readonly {
    readonly roomId: string;
    readonly night: string;
    readonly sex: string;
    readonly occupants: number;
  }[];
  readonly budgets: readonly BudgetFact[];
  readonly entries: readonly EntryFact[];
  readonly audit: readonly AuditFact[];
  readonly messages: readonly MessageFact[];
  readonly decisions: readonly DecisionFact[];
}

/** A funder's decision; nights are those it pays for, and those counted as promised or used. */
export interface DecisionFact {
  readonly id: string;
  readonly fundedNights: number;
  readonly claimedNights: number;
}

export interface BedFact {
  readonly id: string;
  readonly projectId: string;
  readonly roomId: string | null;
  readonly opensOn: string;
  readonly closesOn: string | null;
  readonly turnaroundNights: number;
}

export interface OfferFact {
  readonly id: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly bedId: string;
  readonly fundingDecisionId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
  readonly costPence: number;
  readonly state: string;
  /** Which of the offers that a person may have at once. */
  readonly slot: number;
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly resolvedAt: string | null;
  readonly version: number;
}

export interface PlacementFact {
  readonly id: string;
  readonly offerId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly bedId: string;
  readonly fundingDecisionId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
  readonly state: string;
  readonly endedOn: string | null;
  /** The stay at another provider it goes on from. */
  readonly followsId?: string | null;
  readonly endReason?: string | null;
  /** Of a stay left after its planned day: up to which day its nights are in the ledger, and the bed made ready. */
  readonly nightsToOn: string | null;
  readonly readyToOn: string | null;
  readonly version: number;
}

export interface ExtensionFact {
  readonly id: string;
  readonly placementId: string;
  readonly departsOnBefore: string;
  readonly departsOnAfter: string;
  readonly madeAt: string;
}

/** Days or bed of a booking or a stay that became others; `holdsFromOn` and `holdsToOn` are the nights of its own money. */
export interface StayChangeFact {
  readonly id: string;
  readonly placementId: string;
  readonly version: number;
  readonly changesOn: string;
  readonly bedBefore: string;
  readonly bedAfter: string;
  readonly arrivesOnBefore: string;
  readonly departsOnBefore: string;
  readonly arrivesOnAfter: string;
  readonly departsOnAfter: string;
  readonly holdsFromOn: string | null;
  readonly holdsToOn: string | null;
  /** Whether a mistake was put right by it: 1 or 0. */
  readonly isRepair: number | string;
  readonly madeAt: string;
}

/** Nights of a repair that others pay for than for the first it adds: money of their own. */
export interface RepairPartFact {
  readonly id: string;
  readonly placementId: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly madeAt: string;
}

export interface PeriodFact {
  readonly id: string;
  readonly bedId: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly state: string;
  readonly version: number;
}

export interface BedNightFact {
  readonly bedId: string;
  readonly night: string;
  readonly kind: string;
  readonly claimId: string;
  /** Whose turnaround lies under a night out of service. */
  readonly turnaroundOf: string | null;
}

export interface BudgetFact {
  readonly id: string;
  /** The calendar year in whose April it begins. */
  readonly financialYear: number;
  readonly limitPence: number;
  readonly heldPence: number;
  readonly spentPence: number;
}

export interface EntryFact {
  readonly id: number;
  readonly budgetId: string;
  readonly financialYear: number;
  readonly claimId: string;
  readonly kind: string;
  readonly amountPence: number;
}

export interface AuditFact {
  readonly at: string;
  readonly actorId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly version: number | null;
  readonly requestId: string;
  readonly after: Readonly<Record<string, unknown>>;
}

export interface MessageFact {
  readonly id: string;
  readonly topic: string;
  readonly consumer: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly isDone: boolean;
  /** Due for more than a minute and not done. */
  readonly isLate: boolean;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> => {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return parsed !== null && typeof parsed === 'object' ? { ...parsed } : {};
};

const inBatches = async <Row extends { readonly id: string | number }>(
  query: Query,
  statement: (afterId: number, atMost: number) => string,
): Promise<Row[]> => {
  const all: Row[] = [];
  const atMost = 20_000;
  for (let after = 0; ;) {
    const rows = await query<Row>(statement(after, atMost));
    for (const row of rows) all.push(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < atMost) return all;
    after = Number(last.id);
  }
};

/** Reads a database that stands still: run it when nothing writes any more. */
export const readFacts = async (query: Query): Promise<Facts> => {
  const audit = await inBatches<AuditFact & { readonly id: number }>(
    query,
    (after, atMost) =>
      `SELECT id, CAST(at AS CHAR) AS at, actor_id AS actorId, action, subject_kind AS subjectKind,
              subject_id AS subjectId, version, request_id AS requestId, after_json AS after
         FROM audit WHERE id > ${after} ORDER BY id LIMIT ${atMost}`,
  );
  const messages = await inBatches<
    Record<'id' | 'topic' | 'consumer' | 'isDone' | 'isLate', string> & { readonly payload: unknown }
  >(
    query,
    (after, atMost) =>
      `SELECT id, topic, consumer, payload, done_at IS NOT NULL AS isDone,
              done_at IS NULL AND due_at < UTC_TIMESTAMP(6) - INTERVAL 60 SECOND AS isLate
         FROM outbox WHERE id > ${after} ORDER BY id LIMIT ${atMost}`,
  );
  const entries = await query<Record<keyof EntryFact, string>>(
    // Who pays without a budget has entries of their own, told apart by payer and year.
    `SELECT e.id, e.budget_id AS budgetId, e.claim_id AS claimId, e.kind, e.amount_pence AS amountPence,
            b.financial_year AS financialYear
       FROM budget_entry e JOIN budget b ON b.id = e.budget_id
      UNION ALL
     SELECT id, CONCAT(payer, ' ', financial_year), claim_id, kind, amount_pence, financial_year FROM outside_entry
      ORDER BY id`,
  );
  const budgets = await query<Record<keyof BudgetFact, string>>(
    `SELECT id, financial_year AS financialYear, limit_pence AS limitPence, held_pence AS heldPence, spent_pence AS spentPence FROM budget`,
  );
  const offers = await query<Omit<OfferFact, 'costPence'> & { readonly costPence: string }>(
    `SELECT id, referral_id AS referralId, client_id AS clientId, bed_id AS bedId,
            funding_decision_id AS fundingDecisionId, arrives_on AS arrivesOn, departs_on AS departsOn, cost_pence AS costPence, state, slot, CAST(made_at AS CHAR) AS madeAt,
            CAST(expires_at AS CHAR) AS expiresAt, CAST(resolved_at AS CHAR) AS resolvedAt, version FROM offer`,
  );
  return {
    beds: await query(
      `SELECT u.id, u.project_id AS projectId, u.room_id AS roomId, u.opens_on AS opensOn, u.closes_on AS closesOn,
              p.turnaround_nights AS turnaroundNights
         FROM bed_unit u JOIN project p ON p.id = u.project_id`,
    ),
    clients: await query('SELECT id, sex, version FROM client'),
    referrals: await query('SELECT id, state, version FROM referral'),
    choices: (
      await query<{ count: string }>(
        `SELECT JSON_EXTRACT(content, '$.parallelOffers') AS count FROM matching_policy_change
          WHERE partnership_id IS NOT NULL`,
      )
    ).map(({ count }) => ({ offersAtOnce: Number(count) })),
    offers: offers.map((offer) => ({ ...offer, costPence: Number(offer.costPence) })),
    placements: await query(
      `SELECT id, offer_id AS offerId, referral_id AS referralId, client_id AS clientId, bed_id AS bedId,
              funding_decision_id AS fundingDecisionId, arrives_on AS arrivesOn, departs_on AS departsOn, state, ended_on AS endedOn, nights_to_on AS nightsToOn,
              ready_to_on AS readyToOn, follows_placement_id AS followsId, end_reason AS endReason, version FROM placement`,
    ),
    periods: await query(
      `SELECT id, bed_id AS bedId, from_on AS fromOn, to_on AS toOn, state, version FROM out_of_service`,
    ),
    extensions: await query(
      `SELECT id, placement_id AS placementId, departs_on_before AS departsOnBefore,
              departs_on_after AS departsOnAfter, CAST(made_at AS CHAR) AS madeAt FROM extension`,
    ),
    stayChanges: await query(
      `SELECT id, placement_id AS placementId, placement_version AS version, changes_on AS changesOn,
              bed_id_before AS bedBefore, bed_id_after AS bedAfter, arrives_on_before AS arrivesOnBefore,
              departs_on_before AS departsOnBefore, arrives_on_after AS arrivesOnAfter,
              departs_on_after AS departsOnAfter, holds_from_on AS holdsFromOn, holds_to_on AS holdsToOn,
              EXISTS (SELECT 1 FROM stay_repair r WHERE r.id = stay_change.id) AS isRepair,
              CAST(made_at AS CHAR) AS madeAt
         FROM stay_change ORDER BY placement_id, placement_version`,
    ),
    repairParts: await query(
      `SELECT id, placement_id AS placementId, from_on AS fromOn, to_on AS toOn, CAST(made_at AS CHAR) AS madeAt
         FROM stay_repair_part`,
    ),
    bedNights: await query(
      `SELECT bed_id AS bedId, night, claim_kind AS kind, claim_id AS claimId, turnaround_of AS turnaroundOf
         FROM bed_night`,
    ),
    clientNights: await query('SELECT client_id AS clientId, night, claim_id AS claimId FROM client_night'),
    roomNights: await query('SELECT room_id AS roomId, night, sex, occupants FROM room_night'),
    budgets: budgets.map(({ id, financialYear, limitPence, heldPence, spentPence }) => ({
      id,
      financialYear: Number(financialYear),
      limitPence: Number(limitPence),
      heldPence: Number(heldPence),
      spentPence: Number(spentPence),
    })),
    entries: entries.map(({ id, amountPence, financialYear, ...entry }) => ({
      ...entry,
      financialYear: Number(financialYear),
      id: Number(id),
      amountPence: Number(amountPence),
    })),
    audit: audit.map(({ id: _id, ...row }) => ({ ...row, after: objectOf(row.after) })),
    decisions: (
      await query<Record<keyof DecisionFact, string>>(
        `SELECT id, IF(decision = 'approved', weeks * 7, 0) AS fundedNights, claimed_nights AS claimedNights
           FROM funding_decision`,
      )
    ).map(({ id, fundedNights, claimedNights }) => ({
      id,
      fundedNights: Number(fundedNights),
      claimedNights: Number(claimedNights),
    })),
    messages: messages.map((message) => ({
      id: message.id,
      topic: message.topic,
      consumer: message.consumer,
      payload: objectOf(message.payload),
      isDone: Number(message.isDone) === 1,
      isLate: Number(message.isLate) === 1,
    })),
  };
};
