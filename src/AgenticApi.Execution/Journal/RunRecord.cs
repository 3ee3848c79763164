using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>One record of a run: a small JSON object <c>{"v":1,"run":…,"seq":…,"at":…,"kind":…,…}</c>.</summary>
/// <param name="Sequence">Its number in the run, from 0.</param>
/// <param name="Utf8Json">The object in one line, without a line end. Immutable.</param>
public sealed record RunRecord(long Sequence, ReadOnlyMemory<byte> Utf8Json)
{
    /// <summary>The record's JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Utf8Json.Span, RunRecordFormat.AnyDepth);

    /// <summary>The number only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RunRecord)} {{ {Sequence} }}";
}
