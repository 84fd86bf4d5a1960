/** Something that must not be in what we ship. */
export interface Finding {
  /** What an exception names: a package and version, an advisory, or a file and line. */
  subject: string;
  says: string;
}

export interface ScanOutcome {
  findings: Finding[];
  /** What was looked at, as a figure. */
  looked: string;
  /** Why nothing can be said; the scan then counts as failed. */
  impossible?: string;
}

/** One question about what we ship. */
export interface Scan {
  readonly name: string;
  readonly about: string;
  run(root: string): Promise<ScanOutcome>;
}

/** A finding that somebody looked at and lets stand until a day. */
export interface Exception {
  scan: string;
  subject: string;
  reason: string;
  /** The last day on which it holds, as 2027-01-31. */
  until: string;
}

export interface Judged {
  refused: Finding[];
  excepted: Finding[];
  /** Exceptions that have run out or fit nothing any more: they have to go. */
  stale: Exception[];
}

/** Sets the findings that are excepted apart from those that are not. `today` is a day such as 2026-11-25. */
export function judge(
  scan: string,
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): Judged {
  const ours = exceptions.filter((exception) => exception.scan === scan);
  const holds = (finding: Finding) =>
    ours.some(({ subject, until }) => subject === finding.subject && until >= today);
  return {
    refused: findings.filter((finding) => !holds(finding)),
    excepted: findings.filter(holds),
    stale: ours.filter(
      ({ subject, until }) => until < today || !findings.some((finding) => finding.subject === subject),
    ),
  };
}
