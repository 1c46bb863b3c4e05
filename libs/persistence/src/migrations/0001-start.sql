-- What the platform knows. Times are to the millisecond, as programs keep them, so that a cursor made from a time
-- finds its row again. Every row that belongs to a project names it: see src/database/scope.ts.

create table project (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  created_at timestamptz(3) not null default now()
);
insert into project (name) values ('default');

create table user_account (
  id uuid primary key default gen_random_uuid(),
  name text not null unique,
  password_hash text not null,
  admin boolean not null default false,
  created_at timestamptz(3) not null default now(),
  disabled_at timestamptz(3)
);

create table project_member (
  project uuid not null references project on delete cascade,
  user_account uuid not null references user_account on delete cascade,
  role text not null,
  primary key (project, user_account)
);

create table session (
  token_hash text primary key,
  user_account uuid not null references user_account on delete cascade,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null
);
create index session_expiry on session (expires_at);

create table login_throttle (
  key text primary key,
  failures integer not null,
  last_failure_at timestamptz(3) not null,
  blocked_until timestamptz(3)
);

create table credential (
  id uuid primary key,
  project uuid not null references project,
  name text not null,
  user_name text not null,
  kind text not null check (kind in ('password', 'private-key')),
  password bytea,
  private_key bytea,
  passphrase bytea,
  sudo_password bytea,
  created_at timestamptz(3) not null default now(),
  unique (project, name),
  check (case kind when 'password' then password is not null else private_key is not null end)
);

create table host (
  id uuid primary key default gen_random_uuid(),
  project uuid not null references project,
  name text not null,
  address text not null,
  port integer not null check (port between 1 and 65535),
  credential uuid not null references credential,
  host_key text,
  facts jsonb,
  facts_at timestamptz(3),
  facts_failure jsonb,
  gathering_since timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (project, name),
  -- one machine in two projects would escape the claims on hosts
  unique (address, port)
);
create index host_credential on host (credential);
create index host_gathering on host (gathering_since) where gathering_since is not null;

create table cluster (
  id uuid primary key default gen_random_uuid(),
  project uuid not null references project,
  name text not null,
  state text not null
    check (state in ('draft', 'creating', 'running', 'changing', 'failed', 'deleting', 'deleted')),
  kubernetes_version text not null,
  spec jsonb not null,
  api_servers jsonb not null default '[]',
  created_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3)
);
create unique index cluster_name on cluster (project, name) where deleted_at is null;

create table cluster_member (
  host uuid primary key references host,
  cluster uuid not null references cluster,
  role text not null check (role in ('control-plane', 'worker'))
);
create index cluster_member_cluster on cluster_member (cluster);

create table cluster_secret (
  cluster uuid not null references cluster,
  reference text not null,
  sealed bytea not null,
  created_at timestamptz(3) not null default now(),
  primary key (cluster, reference)
);

create table access (
  id uuid primary key default gen_random_uuid(),
  project uuid not null references project,
  cluster uuid not null references cluster,
  name text not null,
  created_by text not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index access_cluster on access (cluster);

create table plan (
  hash text primary key,
  project uuid not null references project,
  cluster uuid not null references cluster,
  verb text not null,
  input jsonb not null,
  document jsonb not null,
  findings jsonb not null,
  created_by text not null,
  created_at timestamptz(3) not null default now()
);
create index plan_cluster on plan (cluster);

create table operation (
  id uuid primary key default gen_random_uuid(),
  project uuid not null references project,
  cluster uuid not null references cluster,
  plan text not null references plan,
  verb text not null,
  claim text not null check (claim in ('exclusive', 'shared')),
  state text not null default 'running' check (state in ('running', 'succeeded', 'failed', 'cancelled')),
  requested_by text not null,
  reason text,
  failure jsonb,
  created_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  check ((state = 'running') = (ended_at is null))
);
create unique index operation_exclusive on operation (cluster) where state = 'running' and claim = 'exclusive';
create index operation_open on operation (created_at) where state = 'running';
create index operation_cluster on operation (cluster, created_at);
create index operation_plan on operation (plan);

create table host_claim (
  id uuid primary key default gen_random_uuid(),
  host uuid not null references host on delete cascade,
  operation uuid not null references operation,
  created_at timestamptz(3) not null default now(),
  released_at timestamptz(3)
);
create unique index host_claim_open on host_claim (host) where released_at is null;
create unique index host_claim_operation on host_claim (operation, host);

create sequence ledger_seq;
create table ledger (
  seq bigint primary key,
  operation uuid not null references operation,
  step text not null,
  target text not null,
  attempt integer not null check (attempt > 0),
  event text not null check (event in ('began', 'ended')),
  run text,
  outcome text check (outcome in ('changed', 'same', 'failed', 'skipped')),
  failure jsonb,
  outputs jsonb,
  at timestamptz(3) not null default clock_timestamp(),
  unique (operation, step, target, attempt, event),
  check ((event = 'ended') = (outcome is not null))
);
create index ledger_operation on ledger (operation, seq);
create unique index ledger_run on ledger (operation, step, target, run, event) where run is not null;

create sequence log_line_seq;
create table log_line (
  seq bigint primary key,
  operation uuid not null references operation,
  step text not null,
  target text not null,
  task text,
  text text not null,
  run text,
  position integer,
  at timestamptz(3) not null default clock_timestamp()
);
create index log_line_cell on log_line (operation, step, target, seq);
create unique index log_line_run on log_line (operation, run, position) where run is not null;

create table audit (
  id uuid primary key default gen_random_uuid(),
  project uuid references project,
  user_name text not null,
  action text not null,
  subject text not null,
  data jsonb not null default '{}',
  created_at timestamptz(3) not null default clock_timestamp()
);
create index audit_time on audit (created_at, id);

-- Append-only: what was written stays as it was, whoever asks.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
create trigger append_only before update or delete on ledger
  for each row execute function refuse_change();
create trigger append_only before update or delete on log_line
  for each row execute function refuse_change();
create trigger append_only before update or delete on audit
  for each row execute function refuse_change();
create trigger no_truncate before truncate on ledger for each statement execute function refuse_change();
create trigger no_truncate before truncate on log_line for each statement execute function refuse_change();
create trigger no_truncate before truncate on audit for each statement execute function refuse_change();

-- Positions are given while the operation's lock is held until commit: whoever has read up to one has missed none.
create function take_position() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(1, hashtext(new.operation::text));
  new.seq := nextval(tg_table_name || '_seq');
  return new;
end $$;
create trigger position before insert on ledger for each row execute function take_position();
create trigger position before insert on log_line for each row execute function take_position();

-- Who listens on `slipway` learns what changed, by ids alone.
create function notify_row() returns trigger language plpgsql as $$
begin
  perform pg_notify('slipway', json_build_object('kind', tg_table_name, 'id', new.id)::text);
  return null;
end $$;
create trigger notify_change after insert or update on operation for each row execute function notify_row();
create trigger notify_change after insert or update on cluster for each row execute function notify_row();
create trigger notify_change after insert or update on host for each row execute function notify_row();

create function notify_cluster_of_row() returns trigger language plpgsql as $$
declare
  changed record := coalesce(new, old);
begin
  perform pg_notify('slipway', json_build_object('kind', 'cluster', 'id', changed.cluster)::text);
  return null;
end $$;
create trigger notify_change after insert or update or delete on access
  for each row execute function notify_cluster_of_row();

create function notify_member() returns trigger language plpgsql as $$
declare
  changed record := coalesce(new, old);
begin
  perform pg_notify('slipway', json_build_object('kind', 'cluster', 'id', changed.cluster)::text);
  perform pg_notify('slipway', json_build_object('kind', 'host', 'id', changed.host)::text);
  return null;
end $$;
create trigger notify_change after insert or update or delete on cluster_member
  for each row execute function notify_member();

create function notify_ledger() returns trigger language plpgsql as $$
begin
  perform pg_notify('slipway', json_build_object(
    'kind', 'ledger', 'id', operation, 'operation', operation, 'seq', max(seq))::text)
  from added group by operation;
  return null;
end $$;
create trigger notify_change after insert on ledger
  referencing new table as added for each statement execute function notify_ledger();

create function notify_log() returns trigger language plpgsql as $$
begin
  perform pg_notify('slipway', json_build_object(
    'kind', 'log', 'id', operation, 'operation', operation, 'step', step, 'target', target, 'seq', max(seq))::text)
  from added group by operation, step, target;
  return null;
end $$;
create trigger notify_change after insert on log_line
  referencing new table as added for each statement execute function notify_log();
