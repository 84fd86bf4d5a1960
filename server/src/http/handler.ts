import type { Person } from '@pegasus/core/account.ts';
import type { AnswerOf, EndpointName, endpoints, Parsed, TakesBytes } from '@pegasus/core/api.ts';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import type { Download, MadeDownload } from './download.ts';
import type { SentEvent } from './sent-event.ts';
import type { Visitor } from './visitor.ts';

/** A file as it arrives. Reading it to the end also checks that the form ends well. */
export interface ArrivingFile {
  name: string;
  content: AsyncIterable<Uint8Array>;
}

/** A body of bytes; reading it throws when it is longer or shorter than it said, or its sender falls silent. */
export interface ArrivingBytes {
  /** What it says of its own length. */
  length: number;
  bytes: AsyncIterable<Uint8Array>;
}

type If<Condition, Then> = Condition extends undefined ? undefined : Then;

/** What a handler is given: the parsed parts of the request, and who asks. */
export interface Call<Name extends EndpointName> {
  services: Services;
  /** Whose rows these are; only where the table says `owner` or `account`, so nothing else can ask for rows by accident. */
  ownerId: (typeof endpoints)[Name]['access'] extends 'owner' | 'account' ? string : undefined;
  /** Who asks, where anybody may: whoever is signed in. */
  person: Person | undefined;
  /** Whether they look after the server: by their role, or by the token that reads its figures. */
  operator: boolean;
  visitor: Visitor;
  params: Parsed<Name, 'params'>;
  query: Parsed<Name, 'query'>;
  body: Parsed<Name, 'body'>;
  form: Parsed<Name, 'form'>;
  file: If<Parsed<Name, 'form'>, ArrivingFile>;
  /** The body as it arrives, where it is bytes. */
  content: TakesBytes<Name> extends true ? ArrivingBytes : undefined;
  /** Aborted when the caller goes away or the server stops. */
  signal: AbortSignal;
}

/** What a handler gives back for each kind of answer. JSON is checked against the table's schema before it is sent. */
export type Answer<Name extends EndpointName> =
  AnswerOf<Name> extends infer Kind
    ? Kind extends z.ZodType
      ? z.input<Kind>
      : Kind extends 'bytes'
        ? Download | MadeDownload
        : Kind extends 'events'
          ? AsyncIterable<SentEvent>
          : Kind extends 'text'
            ? { contentType: string; text: string }
            : Kind extends 'redirect'
              ? { location: string }
              : undefined
    : never;

export type Handler<Name extends EndpointName> = (call: Call<Name>) => Promise<Answer<Name>>;

/** One for each endpoint of the table, no more and no fewer: the compiler says which is missing. */
export type Handlers = { readonly [Name in EndpointName]: Handler<Name> };
