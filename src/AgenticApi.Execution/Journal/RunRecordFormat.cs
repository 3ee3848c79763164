using System.Buffers;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The rules that every journal checks: what a run id is, and what a record holds.</summary>
/// <remarks>
/// A record is a JSON object in one line with the members <c>v</c> (the version, 1), <c>run</c>, <c>seq</c> and <c>kind</c>. A kind that
/// is not known is kept. A minor version (<c>1.1</c>) is read, a newer major version is refused.
/// </remarks>
public static class RunRecordFormat
{
    /// <summary>The major version of records that this library writes and reads.</summary>
    public const int Version = 1;

    /// <summary>The greatest number of characters of a run id.</summary>
    public const int MaxRunIdLength = 128;

    /// <summary>The kind of the record that ends a run.</summary>
    public const string EndKind = "end";

    private static readonly SearchValues<char> RunIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether a text is a run id: 1 to 128 of the characters A–Z, a–z, 0–9, _ and -.</summary>
    /// <param name="runId">The text.</param>
    public static bool IsRunId(string? runId) =>
        runId is { Length: > 0 and <= MaxRunIdLength } && !runId.AsSpan().ContainsAnyExcept(RunIdCharacters);

    /// <summary>Checks a run id.</summary>
    /// <param name="runId">The run id.</param>
    /// <exception cref="ArgumentException">It is no run id (see <see cref="IsRunId"/>).</exception>
    public static void CheckRunId(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        if (!IsRunId(runId))
            throw new ArgumentException("A run id has 1 to 128 of the characters A-Z, a-z, 0-9, _ and -.", nameof(runId));
    }

    /// <summary>Checks a record before it is appended, and returns its kind.</summary>
    /// <param name="runId">The run that it is appended to.</param>
    /// <param name="nextSequence">How many records the run has, which is the number of the next one.</param>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentException">It has another number, or breaks the format. The message holds nothing of its content.</exception>
    public static string CheckAppend(string runId, long nextSequence, RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Sequence != nextSequence)
            throw new ArgumentException($"The next record of run {runId} is number {nextSequence}, and this is number {record.Sequence}.", nameof(record));
        return FaultOf(runId, nextSequence, record.Utf8Json.Span, out var kind) is { } fault
            ? throw new ArgumentException($"Record {nextSequence} of run {runId} {fault}.", nameof(record))
            : kind;
    }

    /// <summary>Reads a stored record.</summary>
    /// <param name="runId">The run that it belongs to.</param>
    /// <param name="sequence">The number that it must have.</param>
    /// <param name="utf8Json">Its JSON; the record keeps it without copying.</param>
    /// <param name="place">Where it is stored, for the message of the exception, such as a file and a line.</param>
    /// <exception cref="RunDataException">It breaks the format, or a newer version wrote it.</exception>
    public static RunRecord Read(string runId, long sequence, ReadOnlyMemory<byte> utf8Json, string place) =>
        FaultOf(runId, sequence, utf8Json.Span, out _) is { } fault
            ? throw new RunDataException($"{place}: record {sequence} of run {runId} {fault}.")
            : new RunRecord(sequence, utf8Json);

    /// <summary>No bound on the depth: content of a model may be deeper than the 64 levels of the default, and the run must go on.</summary>
    internal static JsonDocumentOptions AnyDepth => new() { MaxDepth = int.MaxValue };

    /// <summary>Whether the bytes are one JSON object without a line end.</summary>
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

    private static string? FaultOf(string runId, long sequence, ReadOnlySpan<byte> utf8Json, out string kind)
    {
        kind = "";
        if (!IsObjectInOneLine(utf8Json))
            return "is not a JSON object in one line";
        bool run = false, seq = false, version = false;
        var reader = NewReader(utf8Json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // The last member of a name counts, as it does for those who read the record.
            if (Moved(ref reader, "v"u8))
            {
                version = TryReadMajor(ref reader, out var major);
                if (version && major > Version)
                    return $"has version {major}, and this library reads version {Version}";
            }
            else if (Moved(ref reader, "run"u8))
                run = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(runId);
            else if (Moved(ref reader, "seq"u8))
                seq = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number == sequence;
            else if (Moved(ref reader, "kind"u8))
                kind = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            else
                reader.Read();
            reader.Skip();
        }
        return !version ? "has no version" : !run ? "does not name this run" : !seq ? "has another number" : kind.Length == 0 ? "has no kind" : null;
    }

    private static bool Moved(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();

    private static bool TryReadMajor(ref Utf8JsonReader reader, out decimal major)
    {
        major = 0;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDecimal(out var version) || version < 1)
            return false;
        major = decimal.Truncate(version);
        return true;
    }
}
