using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes and reads the records of a run as one JSON document, for stores that cannot append: <c>{"v":1,"run":…,"records":[…]}</c>.</summary>
/// <remarks>
/// Sign a snapshot that passes through a client. A signature proves that this host wrote the snapshot, but not that it is the newest one: a client
/// can send an older one again.
/// </remarks>
public static class RunSnapshot
{
    /// <summary>The minimum length of a key in bytes.</summary>
    public const int MinKeyLength = 16;

    /// <summary>Writes records as one JSON document. The bytes of each record are kept.</summary>
    /// <param name="records">All records of a run, in their order; at least one.</param>
    /// <exception cref="ArgumentException">There are no records, they belong to different runs, or their numbers are not 0, 1, 2, …</exception>
    public static byte[] Write(IReadOnlyList<RunRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        if (records.Count == 0)
            throw new ArgumentException("A snapshot has at least one record.", nameof(records));
        var runId = RunIdOf(records[0]);
        var document = new ArrayBufferWriter<byte>();
        document.Write(Encoding.ASCII.GetBytes($$"""{"v":{{RunRecordFormat.Version}},"run":"{{runId}}","records":["""));
        for (var i = 0; i < records.Count; i++)
        {
            RunRecordFormat.CheckAppend(runId, i, records[i]);
            document.Write(i == 0 ? [] : ","u8);
            document.Write(records[i].Utf8Json.Span);
        }
        document.Write("]}"u8);
        return document.WrittenSpan.ToArray();
    }

    /// <summary>Reads the records of a snapshot. The white space between the tokens may have changed.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <exception cref="RunDataException">The snapshot is damaged, or a newer version wrote it.</exception>
    public static IReadOnlyList<RunRecord> Read(ReadOnlySpan<byte> snapshot) => Read(snapshot, out _);

    /// <summary>Returns a JSON document with a snapshot and its HMAC-SHA256: <c>{"snapshot":"base64","hmac":"base64"}</c>.</summary>
    /// <param name="snapshot">The snapshot. Its bytes are signed, so no canonical form of JSON is needed.</param>
    /// <param name="key">The host's key, at least 16 bytes.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public static byte[] Sign(byte[] snapshot, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        CheckKey(key);
        return Encoding.ASCII.GetBytes(
            $$"""{"snapshot":"{{Convert.ToBase64String(snapshot)}}","hmac":"{{Convert.ToBase64String(HMACSHA256.HashData(key, snapshot))}}"}""");
    }

    /// <summary>Verifies a document of <see cref="Sign"/> and returns the snapshot. Trust only the bytes that this method returns.</summary>
    /// <param name="document">The signed document.</param>
    /// <param name="key">The host's key, at least 16 bytes.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    /// <exception cref="RunDataException">The bytes are not a signed document, or the signature does not match.</exception>
    public static byte[] Verify(ReadOnlySpan<byte> document, ReadOnlySpan<byte> key)
    {
        CheckKey(key);
        try
        {
            var members = JsonElement.Parse(document);
            var snapshot = members.GetProperty("snapshot"u8).GetBytesFromBase64();
            if (CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, snapshot), members.GetProperty("hmac"u8).GetBytesFromBase64()))
                return snapshot;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RunDataException("The document is not a signed snapshot.");
        }
        throw new RunDataException("The signature of the snapshot does not match.");
    }

    internal static IReadOnlyList<RunRecord> Read(ReadOnlySpan<byte> snapshot, out string runId)
    {
        try
        {
            var document = JsonElement.Parse(snapshot, RunRecordFormat.AnyDepth);
            var version = document.GetProperty("v"u8).GetDecimal();
            if (version >= RunRecordFormat.Version + 1)
                throw new RunDataException($"The snapshot has version {version}, but this library reads version {RunRecordFormat.Version} only.");
            runId = document.GetProperty("run"u8).GetString() ?? "";
            if (version >= 1 && RunRecordFormat.IsRunId(runId))
                return [.. ReadRecords(runId, document.GetProperty("records"u8))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new RunDataException("The document is not a snapshot of a run.");
        }
        throw new RunDataException("The document is not a snapshot of a run.");
    }

    private static IEnumerable<RunRecord> ReadRecords(string runId, JsonElement records)
    {
        long sequence = 0;
        foreach (var record in records.EnumerateArray())
        {
            var line = JsonMarshal.GetRawUtf8Value(record).ToArray();
            // A store may have indented the document. In valid JSON, line ends occur only between tokens, where a space has the same meaning.
            line.AsSpan().Replace((byte)'\n', (byte)' ');
            line.AsSpan().Replace((byte)'\r', (byte)' ');
            yield return RunRecordFormat.Read(runId, sequence++, line, "Snapshot");
        }
    }

    private static string RunIdOf(RunRecord record) =>
        RunRecordFormat.IsObjectInOneLine(record.Utf8Json.Span)
        && record.Json.TryGetProperty("run"u8, out var run) && run.ValueKind == JsonValueKind.String && run.GetString() is var id && RunRecordFormat.IsRunId(id)
            ? id!
            : throw new ArgumentException("The first record has no valid run id.", nameof(record));

    private static void CheckKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinKeyLength)
            throw new ArgumentException($"A key must have at least {MinKeyLength} bytes.", nameof(key));
    }
}
