using System.Globalization;

namespace AgenticApi.Execution;

/// <summary>Names a call of a run, whatever ids the server gives it: the round and the call's place in it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Round">The round, from 0.</param>
/// <param name="Position">The place of the call's item among the items of the round's stream in the order in which they opened, from 0.</param>
public readonly record struct CallKey(string RunId, int Round, int Position)
{
    /// <summary>The key as text, <c>RUN/ROUND/POSITION</c>: the idempotency key of the call.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{RunId}/{Round}/{Position}");
}
