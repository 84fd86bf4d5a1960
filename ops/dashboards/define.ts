/** One figure over time, or as it is now. */
export interface Panel {
  title: string;
  /** What somebody at three in the morning should read from it. */
  about: string;
  kind: 'now' | 'over time';
  /** As Grafana names units: `s` seconds, `percentunit` a share, `short` a count, `bytes`. */
  unit: 's' | 'percentunit' | 'short' | 'bytes';
  /** In PromQL; `legend` may name labels as `{{stage}}`. */
  queries: readonly { expr: string; legend: string }[];
  /** From where on a figure is bad, in the unit of the panel. */
  bad?: { above: number } | { below: number };
  /** Of 24 columns. */
  width: number;
}

export interface Dashboard {
  id: string;
  title: string;
  rows: readonly { title: string; panels: readonly Panel[] }[];
}
