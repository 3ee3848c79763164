using System.Globalization;

namespace AgenticApi.Execution;

/// <summary>Identifies a call of a run, independently of the ids that the server gives it.</summary>
/// <param name="RunId">The id of the run.</param>
/// <param name="Round">The number of the round, from 0.</param>
/// <param name="Position">The position of the call's item among the items of the round, in the order in which the stream opened them, from 0.</param>
public readonly record struct CallKey(string RunId, int Round, int Position)
{
    /// <summary>Returns the key as text, <c>RUN/ROUND/POSITION</c>: the idempotency key of the call.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RunId}/{Round}/{Position}");
}
