namespace AgenticApi.PostgreSql;

/// <summary>The SQL of the journal.</summary>
/// <remarks>
/// A run's row in <c>agentic_run</c> is its lease. Its token rises with each taking. Every statement that writes locks this row and
/// requires its token, so that a host that lost the run writes nothing, however late its statement arrives. Time is the database's
/// (<c>clock_timestamp()</c>, not <c>now()</c>: a statement may have waited for the lock).
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

        // A second attempt of the same holder finds its own lease: the answer to the first one may have been lost.
        Take = $"""
            INSERT INTO {run} AS r (run, token, holder, expires_at) VALUES ($1, 1, $2, clock_timestamp() + $3)
            ON CONFLICT (run) DO UPDATE SET token = CASE WHEN r.holder = $2 THEN r.token ELSE r.token + 1 END, holder = $2, expires_at = clock_timestamp() + $3
            WHERE r.holder IS NULL OR r.holder = $2 OR r.expires_at <= clock_timestamp()
            RETURNING token
            """;

        Holder = $"SELECT holder FROM {run} WHERE run = $1";

        Records = $"SELECT seq, record FROM {record} WHERE run = $1 ORDER BY seq";

        Renew = $"UPDATE {run} SET expires_at = clock_timestamp() + $3 WHERE run = $1 AND token = $2 AND holder IS NOT NULL RETURNING 1";

        Free = $"UPDATE {run} SET holder = NULL WHERE run = $1 AND holder = $2";

        // Inserts nothing where the token is another one or the record is there already; see Stored.
        Append = $"""
            WITH lease AS (SELECT 1 FROM {run} WHERE run = $1 AND token = $2 FOR UPDATE),
            added AS (
                INSERT INTO {record} (run, seq, token, record) SELECT $1, $3, $2, $4 FROM lease
                ON CONFLICT DO NOTHING RETURNING 1),
            state AS (
                UPDATE {run} SET unfinished = $5 WHERE run = $1 AND unfinished <> $5 AND EXISTS (SELECT FROM added))
            SELECT 1 FROM added
            """;

        Stored = $"SELECT 1 FROM {record} WHERE run = $1 AND seq = $3 AND token = $2 AND record = $4";

        Abandoned = $"""
            SELECT run FROM {run}
            WHERE unfinished AND (holder IS NULL OR expires_at <= clock_timestamp()) AND run > $1
            ORDER BY run LIMIT $2
            """;
    }

    public string TablesExist { get; }

    public string CreateTables { get; }

    /// <summary>$1 run, $2 holder, $3 length of the lease. Returns the token, or no row where another holder has the run.</summary>
    public string Take { get; }

    /// <summary>$1 run. Returns the holder.</summary>
    public string Holder { get; }

    /// <summary>$1 run. Returns numbers and records in their order.</summary>
    public string Records { get; }

    /// <summary>$1 run, $2 token, $3 length of the lease. Returns no row where another host has taken the run.</summary>
    public string Renew { get; }

    /// <summary>$1 run, $2 holder.</summary>
    public string Free { get; }

    /// <summary>$1 run, $2 token, $3 number, $4 record, $5 whether the run is unfinished after it. Returns no row where nothing was inserted.</summary>
    public string Append { get; }

    /// <summary>$1 run, $2 token, $3 number, $4 record. Returns a row where this very record was inserted under this token.</summary>
    public string Stored { get; }

    /// <summary>$1 the last run of the page before, $2 the size of a page. Returns runs that have not ended and that no one holds.</summary>
    public string Abandoned { get; }
}
