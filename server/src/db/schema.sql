-- Generated from server/src/db/migrations by `npm run generate`; do not edit.
create table account_identities (
  issuer text not null,
  subject text not null,
  owner_id uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint account_identities_pkey PRIMARY KEY (issuer, subject)
);

create table account_links (
  id uuid not null,
  owner_id uuid not null,
  purpose text not null,
  token_hash text not null,
  challenge text,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint account_links_pkey PRIMARY KEY (id),
  constraint account_links_token_hash_key UNIQUE (token_hash),
  constraint account_links_purpose_check CHECK ((purpose = ANY (ARRAY['confirm'::text, 'reset'::text, 'invite'::text, 'app'::text])))
);

create table accounts (
  owner_id uuid not null,
  email text not null,
  confirmed_at timestamp with time zone,
  password_hash text,
  role text not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint accounts_pkey PRIMARY KEY (owner_id),
  constraint accounts_email_key UNIQUE (email),
  constraint accounts_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint accounts_role_check CHECK ((role = ANY (ARRAY['student'::text, 'operator'::text, 'administrator'::text])))
);

create table alert_messages (
  id uuid not null,
  notice_id uuid not null,
  status text not null,
  way text not null,
  tries integer not null default 0,
  due_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  given_up_at timestamp with time zone,
  constraint alert_messages_pkey PRIMARY KEY (id),
  constraint alert_messages_notice_id_status_way_key UNIQUE (notice_id, status, way),
  constraint alert_messages_status_check CHECK ((status = ANY (ARRAY['firing'::text, 'resolved'::text]))),
  constraint alert_messages_tries_check CHECK ((tries >= 0)),
  constraint alert_messages_way_check CHECK ((way = ANY (ARRAY['webhook'::text, 'mail'::text])))
);

create table alert_notices (
  id uuid not null,
  key text not null,
  name text not null,
  labels jsonb not null,
  severity text not null,
  since timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  constraint alert_notices_pkey PRIMARY KEY (id)
);

create table artifacts (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  generation integer not null,
  place integer not null,
  type text not null,
  schema_version integer not null,
  generator jsonb not null,
  quality jsonb not null,
  body jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint artifacts_pkey PRIMARY KEY (id),
  constraint artifacts_lecture_id_preset_id_generation_type_key UNIQUE (lecture_id, preset_id, generation, type),
  constraint artifacts_generation_check CHECK ((generation > 0))
);

create table audit_entries (
  id uuid not null,
  at timestamp with time zone not null default now(),
  actor text not null,
  actor_id uuid,
  action text not null,
  kind text not null,
  subject_id uuid not null,
  counts jsonb not null,
  constraint audit_entries_pkey PRIMARY KEY (id),
  constraint audit_entries_action_check CHECK ((action = ANY (ARRAY['delete'::text, 'restore'::text]))),
  constraint audit_entries_actor_check CHECK ((actor = ANY (ARRAY['owner'::text, 'operator'::text, 'system'::text]))),
  constraint audit_entries_kind_check CHECK ((kind = ANY (ARRAY['lecture'::text, 'course'::text, 'account'::text])))
);

create table course_words (
  course_id uuid not null,
  word text not null,
  owner_id uuid not null,
  lectures integer not null,
  constraint course_words_pkey PRIMARY KEY (course_id, word)
);

create table courses (
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  recording_days integer,
  constraint courses_pkey PRIMARY KEY (id),
  constraint courses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint courses_recording_days_check CHECK ((recording_days >= 0))
);

create table dead_letters (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  stage text not null,
  attempts integer not null,
  problem jsonb not null,
  input jsonb not null,
  state text not null,
  created_at timestamp with time zone not null default now(),
  settled_at timestamp with time zone,
  constraint dead_letters_pkey PRIMARY KEY (id),
  constraint dead_letters_attempts_check CHECK ((attempts > 0)),
  constraint dead_letters_check CHECK (((state = 'open'::text) = (settled_at IS NULL))),
  constraint dead_letters_state_check CHECK ((state = ANY (ARRAY['open'::text, 'replayed'::text, 'discarded'::text])))
);

create table edits (
  owner_id uuid not null,
  id uuid not null,
  lecture_id uuid not null,
  part text not null,
  target text not null,
  version integer not null,
  change jsonb not null,
  seen jsonb,
  made_at timestamp with time zone not null,
  place bigint not null generated always as identity,
  created_at timestamp with time zone not null default now(),
  constraint edits_pkey PRIMARY KEY (owner_id, id),
  constraint edits_lecture_id_part_target_version_key UNIQUE (lecture_id, part, target, version),
  constraint edits_part_check CHECK ((part = ANY (ARRAY['item'::text, 'segment'::text]))),
  constraint edits_version_check CHECK ((version >= 0))
);

create table exports (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  generation integer not null,
  exporter text not null,
  file_name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  object_key text not null,
  created_at timestamp with time zone not null default now(),
  fingerprint text,
  constraint exports_pkey PRIMARY KEY (id),
  constraint exports_lecture_id_preset_id_generation_exporter_key UNIQUE (lecture_id, preset_id, generation, exporter),
  constraint exports_object_key_key UNIQUE (object_key),
  constraint exports_bytes_check CHECK ((bytes >= 0)),
  constraint exports_generation_check CHECK ((generation > 0)),
  constraint exports_sha256_check CHECK ((length(sha256) = 64))
);

create table idempotency_keys (
  owner_id uuid not null,
  key text not null,
  request_hash text not null,
  file_hash text,
  token uuid not null,
  effect_id uuid not null,
  state text not null,
  status integer,
  answer text,
  lease_until timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (owner_id, key),
  constraint idempotency_keys_token_key UNIQUE (token),
  constraint idempotency_keys_check CHECK (((state = 'answered'::text) = (status IS NOT NULL))),
  constraint idempotency_keys_file_hash_check CHECK ((length(file_hash) = 64)),
  constraint idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
  constraint idempotency_keys_request_hash_check CHECK ((length(request_hash) = 64)),
  constraint idempotency_keys_state_check CHECK ((state = ANY (ARRAY['claimed'::text, 'done'::text, 'answered'::text])))
);

create table ingested (
  lecture_id uuid not null,
  owner_id uuid not null,
  seconds double precision not null,
  data jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint ingested_pkey PRIMARY KEY (lecture_id)
);

create table item_schedules (
  lecture_id uuid not null,
  item_id text not null,
  owner_id uuid not null,
  due timestamp with time zone not null,
  schedule jsonb not null,
  first_at timestamp with time zone,
  last_at timestamp with time zone,
  constraint item_schedules_pkey PRIMARY KEY (lecture_id, item_id)
);

create table lecture_changes (
  lecture_id uuid not null,
  owner_id uuid not null,
  preset_id text not null,
  generation integer not null,
  place integer not null,
  earlier_lecture_id uuid not null,
  change jsonb not null,
  constraint lecture_changes_pkey PRIMARY KEY (lecture_id, preset_id, generation, place)
);

create table lecture_mentions (
  lecture_id uuid not null,
  owner_id uuid not null,
  preset_id text not null,
  generation integer not null,
  concepts jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint lecture_mentions_pkey PRIMARY KEY (lecture_id, preset_id, generation),
  constraint lecture_mentions_generation_check CHECK ((generation > 0))
);

create table lecture_moments (
  lecture_id uuid not null,
  owner_id uuid not null,
  place integer not null,
  kind text not null,
  at_second double precision not null,
  lost_seconds double precision,
  note text,
  constraint lecture_moments_pkey PRIMARY KEY (lecture_id, place),
  constraint lecture_moments_at_second_check CHECK ((at_second >= (0)::double precision)),
  constraint lecture_moments_kind_check CHECK ((kind = ANY (ARRAY['marker'::text, 'gap'::text]))),
  constraint lecture_moments_lost_seconds_check CHECK ((lost_seconds >= (0)::double precision))
);

create table lecture_words (
  lecture_id uuid not null,
  owner_id uuid not null,
  course_id uuid not null,
  words text[] not null,
  constraint lecture_words_pkey PRIMARY KEY (lecture_id)
);

create table lectures (
  id uuid not null,
  owner_id uuid not null,
  course_id uuid not null,
  title text not null,
  preset_id text not null,
  state text not null,
  stage text,
  problem jsonb,
  created_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  processing_since timestamp with time zone not null default now(),
  constraint lectures_pkey PRIMARY KEY (id),
  constraint lectures_state_check CHECK ((state = ANY (ARRAY['processing'::text, 'ready'::text, 'thin'::text, 'failed'::text, 'cancelled'::text]))),
  constraint lectures_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

create table live_segments (
  upload_id uuid not null,
  owner_id uuid not null,
  place integer not null,
  start_second double precision not null,
  end_second double precision not null,
  words text not null,
  constraint live_segments_pkey PRIMARY KEY (upload_id, place)
);

create table live_transcripts (
  upload_id uuid not null,
  owner_id uuid not null,
  state text not null,
  problem jsonb,
  sound_bytes bigint not null default 0,
  sound_sha256 text,
  settled_seconds double precision not null default 0,
  provenance jsonb,
  notes jsonb not null,
  leased_by uuid,
  leased_until timestamp with time zone,
  served_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint live_transcripts_pkey PRIMARY KEY (upload_id),
  constraint live_transcripts_state_check CHECK ((state = ANY (ARRAY['open'::text, 'complete'::text, 'failed'::text])))
);

create table made_exports (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  exporter text not null,
  options text not null,
  fingerprint text not null,
  file_name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  object_key text not null,
  created_at timestamp with time zone not null default now(),
  constraint made_exports_pkey PRIMARY KEY (id),
  constraint made_exports_lecture_id_preset_id_exporter_options_key UNIQUE (lecture_id, preset_id, exporter, options),
  constraint made_exports_object_key_key UNIQUE (object_key),
  constraint made_exports_bytes_check CHECK ((bytes >= 0)),
  constraint made_exports_fingerprint_check CHECK ((length(fingerprint) = 64)),
  constraint made_exports_sha256_check CHECK ((length(sha256) = 64))
);

create table objects (
  key text not null,
  owner_id uuid,
  lecture_id uuid,
  kind text not null,
  state text not null,
  bytes bigint,
  sha256 text,
  fault text,
  claimed_at timestamp with time zone not null default now(),
  kept_at timestamp with time zone,
  verified_at timestamp with time zone,
  left_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint objects_pkey PRIMARY KEY (key),
  constraint objects_bytes_check CHECK ((bytes >= 0)),
  constraint objects_fault_check CHECK ((fault = ANY (ARRAY['damaged'::text, 'missing'::text]))),
  constraint objects_sha256_check CHECK ((length(sha256) = 64)),
  constraint objects_state_check CHECK ((state = ANY (ARRAY['claimed'::text, 'kept'::text, 'leaving'::text, 'left'::text, 'orphaned'::text])))
);

create table passages (
  lecture_id uuid not null,
  part text not null,
  id text not null,
  owner_id uuid not null,
  course_id uuid not null,
  kind text not null,
  place integer not null,
  moment double precision,
  text text not null,
  words tsvector not null,
  block jsonb,
  constraint passages_pkey PRIMARY KEY (lecture_id, part, id),
  constraint passages_part_check CHECK ((part = ANY (ARRAY['item'::text, 'segment'::text])))
);

create table passkeys (
  id uuid not null,
  owner_id uuid not null,
  credential_id text not null,
  public_key text not null,
  uses bigint not null,
  transports text not null,
  name text not null,
  copied boolean not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_credential_id_key UNIQUE (credential_id),
  constraint passkeys_credential_id_check CHECK ((length(credential_id) <= 1400)),
  constraint passkeys_name_check CHECK ((length(name) <= 200))
);

create table process_figures (
  process_id uuid not null,
  part text not null,
  at timestamp with time zone not null,
  samples jsonb not null,
  constraint process_figures_pkey PRIMARY KEY (process_id)
);

create table rate_limits (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limits_pkey PRIMARY KEY (key)
);

create table recordings (
  lecture_id uuid not null,
  owner_id uuid not null,
  kind text not null,
  format text not null,
  media_type text not null,
  file_name text not null,
  bytes bigint not null,
  sha256 text not null,
  object_key text not null,
  created_at timestamp with time zone not null default now(),
  constraint recordings_pkey PRIMARY KEY (lecture_id),
  constraint recordings_object_key_key UNIQUE (object_key),
  constraint recordings_bytes_check CHECK ((bytes >= 0)),
  constraint recordings_kind_check CHECK ((kind = ANY (ARRAY['audio'::text, 'video'::text, 'captions'::text]))),
  constraint recordings_sha256_check CHECK ((length(sha256) = 64))
);

create table reviews (
  owner_id uuid not null,
  id uuid not null,
  lecture_id uuid not null,
  item_id text not null,
  review jsonb not null,
  made_at timestamp with time zone not null,
  place bigint not null generated always as identity,
  created_at timestamp with time zone not null default now(),
  constraint reviews_pkey PRIMARY KEY (owner_id, id)
);

create table sessions (
  id uuid not null,
  owner_id uuid not null,
  kind text not null,
  device text not null,
  token_hash text not null,
  token_expires_at timestamp with time zone not null,
  refresh_hash text,
  spent_refresh_hash text,
  refreshed_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_refresh_hash_key UNIQUE (refresh_hash),
  constraint sessions_spent_refresh_hash_key UNIQUE (spent_refresh_hash),
  constraint sessions_token_hash_key UNIQUE (token_hash),
  constraint sessions_check CHECK (((kind = 'app'::text) = (refresh_hash IS NOT NULL))),
  constraint sessions_device_check CHECK ((length(device) <= 200)),
  constraint sessions_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'app'::text])))
);

create table shares (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  token_hash text not null,
  artifacts jsonb not null,
  with_transcript boolean not null,
  with_recording boolean not null,
  views integer not null default 0,
  copies integer not null default 0,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  last_viewed_at timestamp with time zone,
  constraint shares_pkey PRIMARY KEY (id),
  constraint shares_token_hash_key UNIQUE (token_hash),
  constraint shares_copies_check CHECK ((copies >= 0)),
  constraint shares_token_hash_check CHECK ((length(token_hash) = 64)),
  constraint shares_views_check CHECK ((views >= 0))
);

create table spent_challenges (
  challenge_hash text not null,
  owner_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint spent_challenges_pkey PRIMARY KEY (challenge_hash)
);

create table stage_runs (
  id uuid not null,
  owner_id uuid not null,
  lecture_id uuid not null,
  preset_id text not null,
  stage text not null,
  attempt integer not null,
  state text not null,
  job_id uuid not null,
  progress jsonb,
  problem jsonb,
  queued_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  finished_at timestamp with time zone,
  created_order bigint not null generated always as identity,
  replay_of uuid,
  moved_at timestamp with time zone,
  constraint stage_runs_pkey PRIMARY KEY (id),
  constraint stage_runs_lecture_id_preset_id_stage_attempt_key UNIQUE (lecture_id, preset_id, stage, attempt),
  constraint stage_runs_attempt_check CHECK ((attempt > 0)),
  constraint stage_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);

create table thread_occurrences (
  thread_id uuid not null,
  lecture_id uuid not null,
  owner_id uuid not null,
  place integer not null,
  role text not null,
  times integer not null,
  sources jsonb not null,
  moments jsonb not null,
  definition jsonb,
  items jsonb not null,
  constraint thread_occurrences_pkey PRIMARY KEY (thread_id, lecture_id),
  constraint thread_occurrences_role_check CHECK ((role = ANY (ARRAY['defined'::text, 'used'::text, 'heard'::text]))),
  constraint thread_occurrences_times_check CHECK ((times >= 0))
);

create table thread_updates (
  thread_id uuid not null,
  place integer not null,
  owner_id uuid not null,
  kind text not null,
  lecture_id uuid not null,
  evidence jsonb not null,
  earlier_lecture_id uuid,
  earlier jsonb,
  by_thread_id uuid,
  note text,
  constraint thread_updates_pkey PRIMARY KEY (thread_id, place),
  constraint thread_updates_check CHECK (((kind = 'introduced'::text) = (earlier IS NULL))),
  constraint thread_updates_check1 CHECK (((earlier IS NULL) = (earlier_lecture_id IS NULL))),
  constraint thread_updates_kind_check CHECK ((kind = ANY (ARRAY['introduced'::text, 'returns'::text, 'recalled'::text, 'specialised'::text, 'refined'::text, 'contradicted'::text, 'more-complex'::text])))
);

create table threads (
  id uuid not null,
  owner_id uuid not null,
  course_id uuid not null,
  key text not null,
  title text not null,
  names jsonb not null,
  level text not null,
  complexity integer not null,
  kind_of jsonb not null,
  place integer not null,
  created_at timestamp with time zone not null default now(),
  constraint threads_pkey PRIMARY KEY (id),
  constraint threads_course_id_key_key UNIQUE (course_id, key),
  constraint threads_complexity_check CHECK (((complexity >= 1) AND (complexity <= 5))),
  constraint threads_level_check CHECK ((level = ANY (ARRAY['foundational'::text, 'advanced'::text])))
);

create table transcripts (
  lecture_id uuid not null,
  owner_id uuid not null,
  language text not null,
  seconds double precision not null,
  segments jsonb not null,
  provenance jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint transcripts_pkey PRIMARY KEY (lecture_id)
);

create table upkeep_runs (
  id uuid not null,
  task text not null,
  started_at timestamp with time zone not null default now(),
  heartbeat_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  outcome text not null,
  counts jsonb not null,
  failures jsonb not null,
  constraint upkeep_runs_pkey PRIMARY KEY (id),
  constraint upkeep_runs_check CHECK (((outcome = 'running'::text) = (finished_at IS NULL))),
  constraint upkeep_runs_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'interrupted'::text])))
);

create table upload_pieces (
  upload_id uuid not null,
  owner_id uuid not null,
  start_byte bigint not null,
  bytes bigint not null,
  sha256 text not null,
  object_key text not null,
  created_at timestamp with time zone not null default now(),
  constraint upload_pieces_pkey PRIMARY KEY (upload_id, start_byte),
  constraint upload_pieces_object_key_key UNIQUE (object_key),
  constraint upload_pieces_bytes_check CHECK ((bytes > 0)),
  constraint upload_pieces_sha256_check CHECK ((length(sha256) = 64)),
  constraint upload_pieces_start_byte_check CHECK ((start_byte >= 0))
);

create table uploads (
  id uuid not null,
  owner_id uuid not null,
  course_id uuid not null,
  preset_id text not null,
  title text,
  file_name text not null,
  source text not null,
  media_type text,
  declared_bytes bigint,
  state text not null,
  lecture_id uuid,
  created_at timestamp with time zone not null default now(),
  touched_at timestamp with time zone not null default now(),
  constraint uploads_pkey PRIMARY KEY (id),
  constraint uploads_check CHECK (((state = 'complete'::text) = (lecture_id IS NOT NULL))),
  constraint uploads_declared_bytes_check CHECK ((declared_bytes >= 0)),
  constraint uploads_source_check CHECK ((source = ANY (ARRAY['file'::text, 'recording'::text]))),
  constraint uploads_state_check CHECK ((state = ANY (ARRAY['open'::text, 'complete'::text])))
);

create table users (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  recording_days integer,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_recording_days_check CHECK ((recording_days >= 0))
);

create table workers (
  id uuid not null,
  version text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint workers_pkey PRIMARY KEY (id)
);

CREATE INDEX account_identities_of_owner ON account_identities USING btree (owner_id);
CREATE INDEX account_links_of_owner ON account_links USING btree (owner_id, purpose);
CREATE INDEX accounts_newest ON accounts USING btree (created_at DESC, owner_id);
CREATE INDEX alert_messages_due ON alert_messages USING btree (due_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));
CREATE INDEX alert_notices_since ON alert_notices USING btree (since);
CREATE INDEX audit_entries_newest ON audit_entries USING btree (at DESC);
CREATE INDEX audit_entries_of_subject ON audit_entries USING btree (subject_id, at DESC);
CREATE INDEX course_words_alike ON course_words USING gin (owner_id, course_id, word gin_trgm_ops);
CREATE INDEX dead_letters_newest ON dead_letters USING btree (state, created_at DESC, id);
CREATE INDEX idempotency_keys_oldest ON idempotency_keys USING btree (created_at);
CREATE INDEX item_schedules_due ON item_schedules USING btree (owner_id, due);
CREATE INDEX lecture_changes_earlier ON lecture_changes USING btree (earlier_lecture_id);
CREATE INDEX lectures_by_course ON lectures USING btree (course_id, created_at DESC, id);
CREATE INDEX lectures_newest ON lectures USING btree (owner_id, created_at DESC, id);
CREATE INDEX live_transcripts_open ON live_transcripts USING btree (served_at) WHERE (state = 'open'::text);
CREATE INDEX objects_at_fault ON objects USING btree (key) WHERE (fault IS NOT NULL);
CREATE INDEX objects_by_state ON objects USING btree (state, kind, kept_at);
CREATE INDEX objects_of_lecture ON objects USING btree (lecture_id);
CREATE INDEX objects_of_owner ON objects USING btree (owner_id);
CREATE INDEX objects_to_verify ON objects USING btree (verified_at NULLS FIRST, key) WHERE (state = 'kept'::text);
CREATE INDEX passages_by_words ON passages USING gin (owner_id, course_id, words);
CREATE INDEX passages_studied ON passages USING btree (owner_id, course_id, lecture_id) WHERE (block IS NOT NULL);
CREATE INDEX passkeys_of_owner ON passkeys USING btree (owner_id, created_at);
CREATE INDEX reviews_by_time ON reviews USING btree (owner_id, made_at);
CREATE INDEX reviews_in_order ON reviews USING btree (owner_id, place);
CREATE INDEX reviews_of_item ON reviews USING btree (lecture_id, item_id);
CREATE INDEX sessions_of_owner ON sessions USING btree (owner_id, seen_at DESC);
CREATE INDEX shares_of_lecture ON shares USING btree (lecture_id);
CREATE INDEX shares_of_owner ON shares USING btree (owner_id);
CREATE INDEX spent_challenges_of_owner ON spent_challenges USING btree (owner_id);
CREATE INDEX stage_runs_open ON stage_runs USING btree (stage, queued_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX stage_runs_open_in_order ON stage_runs USING btree (state, created_order) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX stage_runs_open_of_owner ON stage_runs USING btree (owner_id, stage) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE INDEX thread_occurrences_of_lecture ON thread_occurrences USING btree (lecture_id);
CREATE INDEX thread_updates_by_thread ON thread_updates USING btree (by_thread_id);
CREATE INDEX thread_updates_of_earlier ON thread_updates USING btree (earlier_lecture_id);
CREATE INDEX thread_updates_of_lecture ON thread_updates USING btree (lecture_id);
CREATE INDEX upkeep_runs_newest ON upkeep_runs USING btree (task, started_at DESC);
CREATE INDEX uploads_of_lecture ON uploads USING btree (lecture_id);
CREATE INDEX uploads_of_owner ON uploads USING btree (owner_id, created_at DESC);
CREATE INDEX uploads_untouched ON uploads USING btree (touched_at) WHERE (state = 'open'::text);
CREATE TRIGGER lecture_words_counted AFTER INSERT OR DELETE OR UPDATE ON public.lecture_words FOR EACH ROW EXECUTE FUNCTION count_course_words();
CREATE UNIQUE INDEX alert_notices_open ON alert_notices USING btree (key) WHERE (resolved_at IS NULL);
CREATE UNIQUE INDEX courses_name_per_owner ON courses USING btree (owner_id, lower(name));
CREATE UNIQUE INDEX dead_letters_one_open ON dead_letters USING btree (lecture_id, preset_id, stage) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX stage_runs_one_open ON stage_runs USING btree (lecture_id, preset_id, stage) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE UNIQUE INDEX stage_runs_one_replay ON stage_runs USING btree (replay_of) WHERE (replay_of IS NOT NULL);
CREATE UNIQUE INDEX upkeep_runs_one_open ON upkeep_runs USING btree (task) WHERE (finished_at IS NULL);
alter table account_identities add constraint account_identities_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES accounts(owner_id) ON DELETE CASCADE;
alter table account_links add constraint account_links_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES accounts(owner_id) ON DELETE CASCADE;
alter table accounts add constraint accounts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE;
alter table alert_messages add constraint alert_messages_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES alert_notices(id) ON DELETE CASCADE;
alter table artifacts add constraint artifacts_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table artifacts add constraint artifacts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table course_words add constraint course_words_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id) ON DELETE CASCADE;
alter table course_words add constraint course_words_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table courses add constraint courses_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table dead_letters add constraint dead_letters_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table dead_letters add constraint dead_letters_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table edits add constraint edits_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table edits add constraint edits_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table exports add constraint exports_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table exports add constraint exports_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table idempotency_keys add constraint idempotency_keys_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table ingested add constraint ingested_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table ingested add constraint ingested_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table item_schedules add constraint item_schedules_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table item_schedules add constraint item_schedules_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lecture_changes add constraint lecture_changes_earlier_lecture_id_fkey FOREIGN KEY (earlier_lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table lecture_changes add constraint lecture_changes_lecture_id_preset_id_generation_fkey FOREIGN KEY (lecture_id, preset_id, generation) REFERENCES lecture_mentions(lecture_id, preset_id, generation) ON DELETE CASCADE;
alter table lecture_changes add constraint lecture_changes_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lecture_mentions add constraint lecture_mentions_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table lecture_mentions add constraint lecture_mentions_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lecture_moments add constraint lecture_moments_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table lecture_moments add constraint lecture_moments_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lecture_words add constraint lecture_words_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id) ON DELETE CASCADE;
alter table lecture_words add constraint lecture_words_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table lecture_words add constraint lecture_words_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lectures add constraint lectures_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id);
alter table lectures add constraint lectures_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table live_segments add constraint live_segments_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table live_segments add constraint live_segments_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES live_transcripts(upload_id) ON DELETE CASCADE;
alter table live_transcripts add constraint live_transcripts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table live_transcripts add constraint live_transcripts_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES uploads(id) ON DELETE CASCADE;
alter table made_exports add constraint made_exports_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table made_exports add constraint made_exports_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table objects add constraint objects_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table passages add constraint passages_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id) ON DELETE CASCADE;
alter table passages add constraint passages_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table passages add constraint passages_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table passkeys add constraint passkeys_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES accounts(owner_id) ON DELETE CASCADE;
alter table recordings add constraint recordings_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table recordings add constraint recordings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table reviews add constraint reviews_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table reviews add constraint reviews_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table sessions add constraint sessions_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES accounts(owner_id) ON DELETE CASCADE;
alter table shares add constraint shares_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table shares add constraint shares_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table spent_challenges add constraint spent_challenges_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES accounts(owner_id) ON DELETE CASCADE;
alter table stage_runs add constraint stage_runs_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table stage_runs add constraint stage_runs_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table stage_runs add constraint stage_runs_replay_of_fkey FOREIGN KEY (replay_of) REFERENCES dead_letters(id) ON DELETE SET NULL;
alter table thread_occurrences add constraint thread_occurrences_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table thread_occurrences add constraint thread_occurrences_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table thread_occurrences add constraint thread_occurrences_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id) ON DELETE CASCADE;
alter table thread_updates add constraint thread_updates_by_thread_id_fkey FOREIGN KEY (by_thread_id) REFERENCES threads(id) ON DELETE CASCADE;
alter table thread_updates add constraint thread_updates_earlier_lecture_id_fkey FOREIGN KEY (earlier_lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table thread_updates add constraint thread_updates_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table thread_updates add constraint thread_updates_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table thread_updates add constraint thread_updates_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id) ON DELETE CASCADE;
alter table threads add constraint threads_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id) ON DELETE CASCADE;
alter table threads add constraint threads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table transcripts add constraint transcripts_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table transcripts add constraint transcripts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table upload_pieces add constraint upload_pieces_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table upload_pieces add constraint upload_pieces_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES uploads(id) ON DELETE CASCADE;
alter table uploads add constraint uploads_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id) ON DELETE CASCADE;
alter table uploads add constraint uploads_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table uploads add constraint uploads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
