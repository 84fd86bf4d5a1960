-- Generated from server/src/db/migrations by `npm run generate`; do not edit.
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

create table courses (
  id uuid not null,
  owner_id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint courses_pkey PRIMARY KEY (id),
  constraint courses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
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
  constraint exports_pkey PRIMARY KEY (id),
  constraint exports_lecture_id_preset_id_generation_exporter_key UNIQUE (lecture_id, preset_id, generation, exporter),
  constraint exports_object_key_key UNIQUE (object_key),
  constraint exports_bytes_check CHECK ((bytes >= 0)),
  constraint exports_generation_check CHECK ((generation > 0)),
  constraint exports_sha256_check CHECK ((length(sha256) = 64))
);

create table ingested (
  lecture_id uuid not null,
  owner_id uuid not null,
  seconds double precision not null,
  data jsonb not null,
  created_at timestamp with time zone not null default now(),
  constraint ingested_pkey PRIMARY KEY (lecture_id)
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
  constraint lectures_pkey PRIMARY KEY (id),
  constraint lectures_state_check CHECK ((state = ANY (ARRAY['processing'::text, 'ready'::text, 'thin'::text, 'failed'::text, 'cancelled'::text]))),
  constraint lectures_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
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
  constraint stage_runs_pkey PRIMARY KEY (id),
  constraint stage_runs_lecture_id_preset_id_stage_attempt_key UNIQUE (lecture_id, preset_id, stage, attempt),
  constraint stage_runs_attempt_check CHECK ((attempt > 0)),
  constraint stage_runs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
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

create table users (
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint users_pkey PRIMARY KEY (id)
);

CREATE INDEX lectures_by_course ON lectures USING btree (course_id, created_at DESC, id);
CREATE INDEX lectures_newest ON lectures USING btree (owner_id, created_at DESC, id);
CREATE INDEX stage_runs_open ON stage_runs USING btree (stage, queued_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
CREATE UNIQUE INDEX courses_name_per_owner ON courses USING btree (owner_id, lower(name));
CREATE UNIQUE INDEX stage_runs_one_open ON stage_runs USING btree (lecture_id, preset_id, stage) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
alter table artifacts add constraint artifacts_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table artifacts add constraint artifacts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table courses add constraint courses_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table exports add constraint exports_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table exports add constraint exports_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table ingested add constraint ingested_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table ingested add constraint ingested_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table lectures add constraint lectures_course_id_fkey FOREIGN KEY (course_id) REFERENCES courses(id);
alter table lectures add constraint lectures_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table recordings add constraint recordings_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table recordings add constraint recordings_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table stage_runs add constraint stage_runs_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table stage_runs add constraint stage_runs_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
alter table transcripts add constraint transcripts_lecture_id_fkey FOREIGN KEY (lecture_id) REFERENCES lectures(id) ON DELETE CASCADE;
alter table transcripts add constraint transcripts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id);
