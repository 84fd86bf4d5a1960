export interface FileButtonsProps {
  title: string;
  fileName: string;
  mediaType: string;
  address: string;
  /** Whether the server makes it anew when it is fetched, which takes a moment. */
  stale?: boolean;
  /** After it was fetched, and so made anew. */
  onFetched?(): void;
}
