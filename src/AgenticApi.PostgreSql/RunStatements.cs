namespace AgenticApi.PostgreSql;

/// <summary>The SQL of the run journal.</summary>
/// <remarks>
/// The row of a run in <c>agentic_run</c> is its lease. Its token increases each time a host takes the run. Each statement that writes locks this
/// row and requires its token or holder, so a host that has lost the run cannot write, however late its statement arrives. Times are those of the
/// database: <c>clock_timestamp()</c> instead of <c>now()</c>, because a statement may have waited for the lock.
/// </remarks>
internal sealed class RunStatements
{
    public RunStatements(string schema)
    {
        var (run, record) = ($"\"{schema}\".agentic_run", $"\"{schema}\".agentic_run_record");

        TablesExist = $"SELECT to_regclass('{run}') IS NOT NULL AND to_regclass('{record}') IS NOT NULL";

        CreateTables = $"""
            {Tables.CreateSchema(schema)}
            CREATE TABLE IF NOT EXISTS {run} (
                run text COLLATE "C" PRIMARY KEY,
                token bigint NOT NULL,
                holder text,
                expires_at timestamptz NOT NULL,
                unfinished boolean NOT NULL DEFAULT false);
            CREATE INDEX IF NOT EXISTS agentic_run_unfinished ON {run} (run) WHERE unfinished;
            CREATE TABLE IF NOT EXISTS {record} (
                run text COLLATE "C" NOT NULL REFERENCES {run} ON DELETE CASCADE,
                seq bigint NOT NULL,
                token bigint NOT NULL,
                record bytea NOT NULL,
                PRIMARY KEY (run, seq));
            """;

        // A retry of the same holder finds its own lease, because the answer of the first attempt may have been lost.
        Take = $"""
            INSERT INTO {run} AS r (run, token, holder, expires_at) VALUES ($1, 1, $2, clock_timestamp() + $3)
            ON CONFLICT (run) DO UPDATE SET token = CASE WHEN r.holder = $2 THEN r.token ELSE r.token + 1 END, holder = $2, expires_at = clock_timestamp() + $3
            WHERE r.holder IS NULL OR r.holder = $2 OR r.expires_at <= clock_timestamp()
            RETURNING token
            """;

        Holder = $"SELECT holder FROM {run} WHERE run = $1";

        Records = $"SELECT seq, record FROM {record} WHERE run = $1 ORDER BY seq";

        Renew = $"UPDATE {run} SET expires_at = clock_timestamp() + $3 WHERE run = $1 AND token = $2 AND holder IS NOT NULL RETURNING 1";

        Release = $"UPDATE {run} SET holder = NULL WHERE run = $1 AND holder = $2";

        // Inserts no row if the token is another one or the record exists; see FindAppended.
        Append = $"""
            WITH lease AS (SELECT 1 FROM {run} WHERE run = $1 AND token = $2 FOR UPDATE),
            added AS (
                INSERT INTO {record} (run, seq, token, record) SELECT $1, $3, $2, $4 FROM lease
                ON CONFLICT DO NOTHING RETURNING 1),
            state AS (
                UPDATE {run} SET unfinished = $5 WHERE run = $1 AND unfinished <> $5 AND EXISTS (SELECT FROM added))
            SELECT 1 FROM added
            """;

        FindAppended = $"SELECT 1 FROM {record} WHERE run = $1 AND seq = $3 AND token = $2 AND record = $4";

        Abandoned = $"""
            SELECT run FROM {run}
            WHERE unfinished AND (holder IS NULL OR expires_at <= clock_timestamp()) AND run > $1
            ORDER BY run LIMIT $2
            """;
    }

    /// <summary>Returns whether the tables exist.</summary>
    public string TablesExist { get; }

    /// <summary>Creates the schema and the tables that do not exist.</summary>
    public string CreateTables { get; }

    /// <summary>$1 run, $2 holder, $3 length of the lease. Returns the token; no row if another holder has the run.</summary>
    public string Take { get; }

    /// <summary>$1 run. Returns the holder; null if the run is free.</summary>
    public string Holder { get; }

    /// <summary>$1 run. Returns the sequence numbers and records in their order.</summary>
    public string Records { get; }

    /// <summary>$1 run, $2 token, $3 length of the lease. Returns a row; none if another host has taken the run.</summary>
    public string Renew { get; }

    /// <summary>$1 run, $2 holder.</summary>
    public string Release { get; }

    /// <summary>$1 run, $2 token, $3 sequence number, $4 record, $5 whether the run is unfinished after it. Returns a row if the record was inserted.</summary>
    public string Append { get; }

    /// <summary>$1 run, $2 token, $3 sequence number, $4 record. Returns a row if this record was inserted with this token.</summary>
    public string FindAppended { get; }

    /// <summary>$1 the last run of the previous page, $2 the size of a page. Returns the runs that have not ended and that no host holds.</summary>
    public string Abandoned { get; }
}
