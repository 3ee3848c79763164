using System.Buffers;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The format of run ids and records, for implementations of <see cref="IRunJournal"/>.</summary>
/// <remarks>
/// A record is a JSON object in one line with the members <c>v</c> (the version, 1), <c>run</c>, <c>seq</c> and <c>kind</c>. An unknown kind
/// is kept. A newer minor version (<c>1.1</c>) is read; a newer major version is refused.
/// </remarks>
public static class RunRecordFormat
{
    /// <summary>The major version of records that this library writes and reads.</summary>
    public const int Version = 1;

    /// <summary>The maximum length of a run id in characters.</summary>
    public const int MaxRunIdLength = 128;

    /// <summary>The kind of the record that ends a run.</summary>
    public const string EndKind = "end";

    private static readonly SearchValues<char> RunIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Returns whether a text is a run id: 1 to 128 of the characters A–Z, a–z, 0–9, _ and -.</summary>
    /// <param name="runId">The text; may be null.</param>
    public static bool IsRunId(string? runId) =>
        runId is { Length: > 0 and <= MaxRunIdLength } && !runId.AsSpan().ContainsAnyExcept(RunIdCharacters);

    /// <summary>Throws if a text is not a run id.</summary>
    /// <param name="runId">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="runId"/> is null.</exception>
    /// <exception cref="ArgumentException">The text is not a run id (see <see cref="IsRunId"/>).</exception>
    public static void CheckRunId(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        if (!IsRunId(runId))
            throw new ArgumentException("A run id must have 1 to 128 of the characters A-Z, a-z, 0-9, _ and -.", nameof(runId));
    }

    /// <summary>Checks a record before it is appended, and returns its kind.</summary>
    /// <param name="runId">The id of the run that the record is appended to.</param>
    /// <param name="nextSequence">The number of records that the run has, which is the number of the next one.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">The record has another number, or its format is invalid. The message contains nothing of its content.</exception>
    public static string CheckAppend(string runId, long nextSequence, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Sequence != nextSequence)
            throw new ArgumentException($"The next record of run {runId} must have the number {nextSequence}, not {record.Sequence}.", nameof(record));
        return FaultOf(runId, nextSequence, record.Utf8Json.Span, out var kind) is { } fault
            ? throw new ArgumentException($"Record {nextSequence} of run {runId} {fault}.", nameof(record))
            : kind;
    }

    /// <summary>Reads a stored record.</summary>
    /// <param name="runId">The id of the run that the record belongs to.</param>
    /// <param name="sequence">The number that the record must have.</param>
    /// <param name="utf8Json">The JSON. It is not copied.</param>
    /// <param name="place">Where the record is stored, for the message of the exception, such as a file and a line.</param>
    /// <exception cref="RunDataException">The format is invalid, or a newer version wrote the record.</exception>
    public static RunRecord Read(string runId, long sequence, ReadOnlyMemory<byte> utf8Json, string place) =>
        FaultOf(runId, sequence, utf8Json.Span, out _) is { } fault
            ? throw new RunDataException($"{place}: record {sequence} of run {runId} {fault}.")
            : new RunRecord(sequence, utf8Json);

    /// <summary>Options without a limit of depth: the content of a model may have more than the 64 levels of the default.</summary>
    internal static JsonDocumentOptions AnyDepth => new() { MaxDepth = int.MaxValue };

    /// <summary>Returns whether the bytes are one JSON object without a line end.</summary>
    internal static bool IsObjectInOneLine(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
            return false;
        try
        {
            var reader = NewReader(utf8Json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Utf8JsonReader NewReader(ReadOnlySpan<byte> utf8Json) => new(utf8Json, new JsonReaderOptions { MaxDepth = AnyDepth.MaxDepth });

    /// <summary>Returns what is wrong with a record; null for nothing.</summary>
    private static string? FaultOf(string runId, long sequence, ReadOnlySpan<byte> utf8Json, out string kind)
    {
        kind = "";
        if (!IsObjectInOneLine(utf8Json))
            return "is not a JSON object in one line";
        try
        {
            return MemberFaultOf(runId, sequence, utf8Json, out kind);
        }
        catch (InvalidOperationException)
        {
            // The reader validates the text of a string only when it is read.
            return "has a name or a value with invalid UTF-8 or an incomplete surrogate pair";
        }
    }

    private static string? MemberFaultOf(string runId, long sequence, ReadOnlySpan<byte> utf8Json, out string kind)
    {
        kind = "";
        bool run = false, seq = false, version = false;
        var reader = NewReader(utf8Json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Of repeated names, the last one counts, as in JsonElement.
            if (TryMove(ref reader, "v"u8))
            {
                version = TryReadMajor(ref reader, out var major);
                if (version && major > Version)
                    return $"has version {major}, but this library reads version {Version} only";
            }
            else if (TryMove(ref reader, "run"u8))
                run = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(runId);
            else if (TryMove(ref reader, "seq"u8))
                seq = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number == sequence;
            else if (TryMove(ref reader, "kind"u8))
                kind = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            else
                reader.Read();
            reader.Skip();
        }
        return !version ? "has no version" : !run ? "does not name this run" : !seq ? "has another number" : kind.Length == 0 ? "has no kind" : null;
    }

    private static bool TryMove(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static bool TryReadMajor(ref Utf8JsonReader reader, out decimal major)
    {
        major = 0;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var version) || version < 1)
            return false;
        major = decimal.Truncate(version);
        return true;
    }
}
