using System.Globalization;
using AgenticApi.Execution;

namespace AgenticApi.Extensions.AI;

/// <summary>The id of an approval request. It identifies the waiting call, so that any host can resume its run.</summary>
/// <param name="InputCount">The number of items that the run began with.</param>
/// <param name="Digest">The <see cref="PendingCall.Digest"/> of the call.</param>
/// <param name="Key">The call.</param>
internal readonly record struct RunRequestId(int InputCount, string Digest, CallKey Key)
{
    private const string Prefix = "agentic_api";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}:{InputCount}:{Digest}:{Key}");

    /// <summary>Parses an id; null if it has another form.</summary>
    public static RunRequestId? Parse(string id) =>
        id.Split(':') is [Prefix, var count, var digest, var key] && key.Split('/') is [var run, var round, var position]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var inputCount)
        && int.TryParse(round, NumberStyles.None, CultureInfo.InvariantCulture, out var roundNumber)
        && int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var positionNumber)
            ? new RunRequestId(inputCount, digest, new CallKey(run, roundNumber, positionNumber))
            : null;
}
