using System.Globalization;
using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI;

/// <summary>The id of a request for approval: it says which call of which run waits, so that any host can resume it.</summary>
/// <param name="InputCount">How many items the run began with.</param>
/// <param name="Digest">What the decision is about.</param>
/// <param name="Key">The call.</param>
internal readonly record struct RunRequestId(int InputCount, string Digest, CallKey Key)
{
    private const string Prefix = "agentic_api";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}:{InputCount}:{Digest}:{Key}");

    /// <summary>Reads an id; null where it is one of another kind.</summary>
    public static RunRequestId? Parse(string id) =>
        id.Split(':') is [Prefix, var count, var digest, var key] && key.Split('/') is [var run, var round, var position]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var inputCount)
        && int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var roundNumber)
        && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var positionNumber)
            ? new RunRequestId(inputCount, digest, new CallKey(run, roundNumber, positionNumber))
            : null;
}
