import { Notification } from './notification.js';

/** Alerts of dangerous drugs that hold now where the reader's people are or go. */
export interface DrugAlertsModel {
  readonly alerts: readonly {
    readonly key: string;
    readonly headline: string;
    readonly advice: string;
    /** "Public Health Scotland, until 30 Nov 2026. Not acknowledged yet." */
    readonly detailText: string;
  }[];
  readonly allHref: string;
}

/** The alerts, where somebody is about to leave; nothing when there is none. */
export const DrugAlerts = ({ model }: { readonly model: DrugAlertsModel | undefined }) =>
  model === undefined || model.alerts.length === 0 ? null : (
    <Notification
      kind="warning"
      title={model.alerts.length === 1 ? 'Drug alert' : `${model.alerts.length} drug alerts`}
    >
      <ul>
        {model.alerts.map((alert) => (
          <li key={alert.key}>
            <strong>{alert.headline}</strong>. {alert.advice}
            <span class="app-sub">{alert.detailText}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={model.allHref}>See and acknowledge drug alerts</a>
      </p>
    </Notification>
  );
