using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>A record of a run: a small JSON object <c>{"v":1,"run":…,"seq":…,"at":…,"kind":…,…}</c>. Immutable.</summary>
/// <param name="Sequence">The number of the record in the run, from 0.</param>
/// <param name="Utf8Json">The object as UTF-8, in one line without a line end. Do not change the bytes.</param>
public sealed record RunRecord(long Sequence, ReadOnlyMemory<byte> Utf8Json)
{
    /// <summary>Parses the record. Each call parses it again.</summary>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public JsonElement Json => JsonElement.Parse(Utf8Json.Span, RunRecordFormat.AnyDepth);

    /// <summary>Returns the number only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RunRecord)} {{ {Sequence} }}";
}
