namespace AgenticApi.PostgreSql;

/// <summary>The SQL of the store of responses.</summary>
/// <remarks>
/// A record is a row of <c>agentic_response</c>, its entries are rows of <c>agentic_response_entry</c>. Each statement that writes locks the
/// record's row and requires its version. The row keeps the tokens of the last writes, so that a write whose answer was lost is found again.
/// It also says who waits for which keys, and until when: a notification delays all other commits, so a write sends one only for those.
/// </remarks>
internal sealed class ResponseStatements
{
    /// <summary>The channel of the notifications. The payload is the schema, the sending store and the record, between spaces.</summary>
    public const string Channel = "agentic_response";

    // What a record and an entry take besides their bytes, about.
    private const int Overhead = 100;

    // How many tokens a row keeps: more than others can write while an answer is lost.
    private const int KeptWrites = 8;

    public ResponseStatements(string schema, string store)
    {
        var (record, entry) = ($"\"{schema}\".agentic_response", $"\"{schema}\".agentic_response_entry");
        var notify = $"pg_notify('{Channel}', '{schema} {store} ' || id)";
        var newBytes = $"(SELECT coalesce(sum({Overhead} + octet_length(key) + octet_length(value)), 0) FROM unnest($4, $5) AS new (key, value))";

        TablesExist = $"SELECT to_regclass('{record}') IS NOT NULL AND to_regclass('{entry}') IS NOT NULL";

        // Rows of records change often and have room for that. Values are not compressed: that takes longer than all else.
        CreateTables = $"""
            {Tables.CreateSchema(schema)}
            CREATE TABLE IF NOT EXISTS {record} (
                id text COLLATE "C" PRIMARY KEY,
                version bigint NOT NULL,
                writes bigint[] NOT NULL,
                written_at timestamptz NOT NULL,
                bytes bigint NOT NULL,
                watched text[] NOT NULL DEFAULT '{"{}"}',
                watched_until timestamptz NOT NULL DEFAULT 'epoch') WITH (fillfactor = 50);
            CREATE TABLE IF NOT EXISTS {entry} (
                id text COLLATE "C" NOT NULL REFERENCES {record} ON DELETE CASCADE,
                key text COLLATE "C" NOT NULL,
                value bytea NOT NULL,
                PRIMARY KEY (id, key));
            ALTER TABLE {entry} ALTER COLUMN value SET STORAGE EXTERNAL;
            """;

        // No key has a character after z.
        Read = $"""
            SELECT r.version, e.key, e.value
            FROM {record} r LEFT JOIN {entry} e ON e.id = r.id AND e.key >= $2 AND e.key < $2 || '~' AND e.key > $3
            WHERE r.id = $1 ORDER BY e.key
            """;

        Create = $"""
            WITH written AS (
                INSERT INTO {record} (id, version, writes, written_at, bytes)
                VALUES ($1, $2 + 1, ARRAY[$3], clock_timestamp(), {Overhead} + {newBytes})
                ON CONFLICT DO NOTHING RETURNING version),
            added AS (
                INSERT INTO {entry} (id, key, value) SELECT $1, new.key, new.value FROM written, unnest($4, $5) AS new (key, value))
            SELECT version FROM written
            """;

        Update = $"""
            WITH written AS (
                UPDATE {record} SET version = version + 1, writes = ($3 || writes)[1:{KeptWrites}], written_at = clock_timestamp(),
                    bytes = bytes + {newBytes} - (
                        SELECT coalesce(sum({Overhead} + octet_length(key) + octet_length(value)), 0)
                        FROM {entry} WHERE id = $1 AND (key = ANY($4) OR key = ANY($6)))
                WHERE id = $1 AND version = $2
                RETURNING id, version, watched, watched_until),
            removed AS (
                DELETE FROM {entry} e USING written WHERE e.id = written.id AND e.key = ANY($6)),
            added AS (
                INSERT INTO {entry} (id, key, value) SELECT $1, new.key, new.value FROM written, unnest($4, $5) AS new (key, value)
                ON CONFLICT (id, key) DO UPDATE SET value = excluded.value)
            SELECT version, CASE WHEN watched_until > clock_timestamp()
                AND EXISTS (SELECT FROM unnest(watched) w, unnest($4) k WHERE starts_with(k, w)) THEN {notify} END
            FROM written
            """;

        Stored = $"SELECT version + 1 - array_position(writes, $2) FROM {record} WHERE id = $1 AND $2 = ANY(writes)";

        Delete = $"""
            WITH gone AS (DELETE FROM {record} WHERE id = $1 RETURNING id, watched_until)
            SELECT 1, CASE WHEN watched_until > clock_timestamp() THEN {notify} END FROM gone
            """;

        Watch = $"""
            UPDATE {record} SET watched_until = clock_timestamp() + $3, watched = CASE
                WHEN watched_until <= clock_timestamp() THEN ARRAY[$2] WHEN $2 = ANY(watched) THEN watched ELSE watched || $2 END
            WHERE id = $1
            """;

        LastForgotten = $"""
            SELECT greatest(clock_timestamp() - $1, CASE WHEN (SELECT sum(bytes) FROM {record}) > $2 THEN (
                SELECT max(written_at) FROM (
                    SELECT written_at, sum(bytes) OVER newest AS kept, row_number() OVER newest AS place FROM {record}
                    WINDOW newest AS (ORDER BY written_at DESC, id)) r
                WHERE kept > $2 AND place > 1) END)
            """;

        // Who is being written is not old. One host at a time, each time for a moment.
        Forget = $"""
            WITH old AS (
                SELECT id FROM {record}
                WHERE written_at <= $1 AND (SELECT pg_try_advisory_xact_lock(hashtextextended('{record}', 0)))
                LIMIT $2 FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM {record} r USING old WHERE r.id = old.id RETURNING r.id, watched_until)
            SELECT CASE WHEN watched_until > clock_timestamp() THEN {notify} END FROM gone
            """;
    }

    public string TablesExist { get; }

    public string CreateTables { get; }

    /// <summary>$1 id, $2 prefix, $3 the key before. Returns the version with each entry, once without one if there is none; no row if there is no record.</summary>
    public string Read { get; }

    /// <summary>$1 id, $2 0, $3 token, $4 and $5 keys and values. Returns the version, or no row where there is such a record.</summary>
    public string Create { get; }

    /// <summary>$1 id, $2 version, $3 token, $4 and $5 keys and values, $6 keys to remove. Returns the version, or no row where the record has another one.</summary>
    public string Update { get; }

    /// <summary>$1 id, $2 token. Returns the version that this very write gave, or no row.</summary>
    public string Stored { get; }

    /// <summary>$1 id. Returns a row where there was one.</summary>
    public string Delete { get; }

    /// <summary>$1 id, $2 prefix, $3 for how long.</summary>
    public string Watch { get; }

    /// <summary>$1 the longest age, $2 the most bytes. Returns the last write of the youngest record that is too old or too much.</summary>
    public string LastForgotten { get; }

    /// <summary>$1 the last write of the youngest record to delete, $2 how many at most. Returns a row for each that was deleted.</summary>
    public string Forget { get; }
}
