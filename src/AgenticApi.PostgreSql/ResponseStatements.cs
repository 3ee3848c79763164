namespace AgenticApi.PostgreSql;

/// <summary>The SQL of the response store.</summary>
/// <remarks>
/// A record is a row of <c>agentic_response</c>; its entries are rows of <c>agentic_response_entry</c>. Each statement that writes locks the row
/// of the record and requires its version. The row contains the tokens of the last writes, so that a retry finds a write whose answer was lost. It
/// also contains the key prefixes that readers wait for, and until when: a write sends a notification only for these, because PostgreSQL commits
/// notifying transactions one after the other.
/// </remarks>
internal sealed class ResponseStatements
{
    /// <summary>The channel of the notifications. The payload is "SCHEMA STORE RECORD": the schema, the sending store and the id of the record.</summary>
    public const string Channel = "agentic_response";

    // The approximate size of a record and of an entry without key and value, in bytes.
    private const int Overhead = 100;

    // The number of tokens in a row: more than other hosts write while a statement is retried.
    private const int MaxTokens = 8;

    public ResponseStatements(string schema, string store)
    {
        var (record, entry) = ($"\"{schema}\".agentic_response", $"\"{schema}\".agentic_response_entry");
        var notify = $"pg_notify('{Channel}', '{schema} {store} ' || id)";
        var newBytes = $"(SELECT coalesce(sum({Overhead} + octet_length(key) + octet_length(value)), 0) FROM unnest($4, $5) AS new (key, value))";

        TablesExist = $"SELECT to_regclass('{record}') IS NOT NULL AND to_regclass('{entry}') IS NOT NULL";

        // The fill factor leaves space for updates, because the rows of records change often. Values are not compressed, because compression takes
        // longer than the rest of a write.
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

        // '~' comes after all characters of keys.
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
                UPDATE {record} SET version = version + 1, writes = ($3 || writes)[1:{MaxTokens}], written_at = clock_timestamp(),
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

        FindWritten = $"SELECT version + 1 - array_position(writes, $2) FROM {record} WHERE id = $1 AND $2 = ANY(writes)";

        Delete = $"""
            WITH gone AS (DELETE FROM {record} WHERE id = $1 RETURNING id, watched_until)
            SELECT 1, CASE WHEN watched_until > clock_timestamp() THEN {notify} END FROM gone
            """;

        Watch = $"""
            UPDATE {record} SET watched_until = clock_timestamp() + $3, watched = CASE
                WHEN watched_until <= clock_timestamp() THEN ARRAY[$2] WHEN $2 = ANY(watched) THEN watched ELSE watched || $2 END
            WHERE id = $1
            """;

        DeletionCutoff = $"""
            SELECT greatest(clock_timestamp() - $1, CASE WHEN (SELECT sum(bytes) FROM {record}) > $2 THEN (
                SELECT max(written_at) FROM (
                    SELECT written_at, sum(bytes) OVER newest AS kept, row_number() OVER newest AS place FROM {record}
                    WINDOW newest AS (ORDER BY written_at DESC, id)) r
                WHERE kept > $2 AND place > 1) END)
            """;

        // Skips records that are being written. The lock lets one host delete at a time, for one statement.
        DeleteUntil = $"""
            WITH old AS (
                SELECT id FROM {record}
                WHERE written_at <= $1 AND (SELECT pg_try_advisory_xact_lock(hashtextextended('{record}', 0)))
                LIMIT $2 FOR UPDATE SKIP LOCKED),
            gone AS (DELETE FROM {record} r USING old WHERE r.id = old.id RETURNING r.id, watched_until)
            SELECT CASE WHEN watched_until > clock_timestamp() THEN {notify} END FROM gone
            """;
    }

    /// <summary>Returns whether the tables exist.</summary>
    public string TablesExist { get; }

    /// <summary>Creates the schema and the tables that do not exist.</summary>
    public string CreateTables { get; }

    /// <summary>
    /// $1 id, $2 prefix, $3 the key before the first entry. Returns a row with the version for each entry; one row without an entry if there is
    /// none; no row if the record does not exist.
    /// </summary>
    public string Read { get; }

    /// <summary>$1 id, $2 0, $3 token, $4 and $5 keys and values. Returns the version; no row if the record exists.</summary>
    public string Create { get; }

    /// <summary>
    /// $1 id, $2 version, $3 token, $4 and $5 keys and values, $6 keys to remove. Returns the new version; no row if the record has another version.
    /// </summary>
    public string Update { get; }

    /// <summary>$1 id, $2 token. Returns the version that the write with this token has created; no row if there is none.</summary>
    public string FindWritten { get; }

    /// <summary>$1 id. Returns a row if the record existed.</summary>
    public string Delete { get; }

    /// <summary>$1 id, $2 prefix of keys, $3 time. Makes writes of such keys send notifications for this time.</summary>
    public string Watch { get; }

    /// <summary>$1 maximum age, $2 maximum bytes. Returns the time of the last write of the newest record that exceeds a limit.</summary>
    public string DeletionCutoff { get; }

    /// <summary>
    /// $1 result of <see cref="DeletionCutoff"/>, $2 maximum number of records. Deletes records last written up to that time. Returns a row for each.
    /// </summary>
    public string DeleteUntil { get; }
}
