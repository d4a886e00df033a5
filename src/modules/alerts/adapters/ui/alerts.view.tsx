import { Button, ButtonLink } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FieldError, FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** One alert, and what the reader may do about it. */
export interface AlertCardModel {
  readonly alertId: string;
  readonly headline: string;
  readonly advice: string;
  readonly facts: readonly SummaryItem[];
  readonly status: TagModel;
  /** "Acknowledged for Larch House by Morag Sneddon, 2 hours ago". */
  readonly acknowledged: readonly string[];
  /** For whom the reader can acknowledge it still. */
  readonly toAcknowledge: readonly {
    readonly projectId: string | null;
    readonly forText: string;
    readonly idempotencyKey: string;
  }[];
  readonly acknowledgeAction: string;
  readonly withdraw?:
    | {
        readonly action: string;
        readonly idempotencyKey: string;
        readonly version: number;
        readonly form: FormState<'reason'>;
        readonly isOpen: boolean;
      }
    | undefined;
}

/** Alerts of dangerous drugs. */
export interface AlertsProps {
  readonly frame: PageFrame;
  readonly title: string;
  readonly lead: string;
  readonly alerts: readonly AlertCardModel[];
  readonly emptyText: string;
  readonly otherList: { readonly text: string; readonly href: string };
  readonly publishHref?: string | undefined;
  readonly errors: readonly FieldError[];
  readonly idPrefix?: string | undefined;
  readonly paging: Paging;
}

const Withdraw = ({ alert, frame }: { readonly alert: AlertCardModel; readonly frame: PageFrame }) => {
  const { withdraw } = alert;
  if (withdraw === undefined) return null;
  const { field } = bindForm<'reason'>(withdraw.form, `${alert.alertId}-`);
  return (
    <Details
      id={`withdraw-${alert.alertId}`}
      summary="Take this alert back"
      about={alert.headline}
      isOpen={withdraw.isOpen}
    >
      <PostForm
        action={withdraw.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={withdraw.idempotencyKey}
        version={withdraw.version}
        class="app-form"
        label={`Take back: ${alert.headline}`}
      >
        <Textarea {...field('reason')} label="Why it should not stand" rows={2} maxLength={500} />
        <Button isSmall isSecondary about={alert.headline}>
          Take back
        </Button>
      </PostForm>
    </Details>
  );
};

const Alert = ({ alert, frame }: { readonly alert: AlertCardModel; readonly frame: PageFrame }) => (
  <li class="app-card">
    <h2 class="app-card__title">{alert.headline}</h2>
    <p>
      <Tag {...alert.status} />
    </p>
    <p>{alert.advice}</p>
    <SummaryList items={alert.facts} />
    {alert.acknowledged.length > 0 && (
      <ul>
        {alert.acknowledged.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    )}
    <div class="app-actions">
      {alert.toAcknowledge.map(({ projectId, forText, idempotencyKey }) => (
        <PostForm
          key={idempotencyKey}
          action={alert.acknowledgeAction}
          csrfToken={frame.csrfToken}
          idempotencyKey={idempotencyKey}
        >
          {projectId !== null && <input type="hidden" name="projectId" value={projectId} />}
          <Button isSmall about={alert.headline}>
            Acknowledge for {forText}
          </Button>
        </PostForm>
      ))}
    </div>
    <Withdraw alert={alert} frame={frame} />
  </li>
);

/** Alerts that hold, or those that do not, newest first. */
export const AlertsView = (props: AlertsProps) => (
  <PageLayout
    {...props.frame}
    title={props.title}
    current="alerts"
    isLive
    errorSummary={{ errors: props.errors, idPrefix: props.idPrefix }}
  >
    <div class="app-title-row">
      <PageHeading title={props.title}>
        <p>{props.lead}</p>
      </PageHeading>
      {props.publishHref !== undefined && <ButtonLink href={props.publishHref}>Publish an alert</ButtonLink>}
    </div>
    <p>
      <a href={props.otherList.href}>{props.otherList.text}</a>
    </p>
    <LiveRegion id="alerts">
      {props.alerts.length === 0 ? (
        <EmptyState title={props.emptyText} />
      ) : (
        <ul class="app-plain-list app-cards">
          {props.alerts.map((alert) => (
            <Alert key={alert.alertId} alert={alert} frame={props.frame} />
          ))}
        </ul>
      )}
      <Pagination paging={props.paging} label="Pages of alerts" />
    </LiveRegion>
  </PageLayout>
);
