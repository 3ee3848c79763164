namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>One answer of a generated server.</summary>
/// <param name="Items">Its items.</param>
/// <param name="End">How it ends.</param>
/// <param name="Change">The difference of the final response.</param>
/// <param name="Fault">The fault of the answer.</param>
/// <param name="At">At which event.</param>
/// <param name="Repeats">Whether the model repeats the round before with other ids, instead of <paramref name="Items"/>.</param>
internal sealed record GeneratedRound(IReadOnlyList<GeneratedItem> Items, RoundEnd End = default, FinalChange Change = default, AnswerFault Fault = default, int At = 0, bool Repeats = false)
{
    /// <summary>Whether its answer comes whole and completes.</summary>
    public bool IsSound => this is { Fault: AnswerFault.None, End: RoundEnd.Completed };

    /// <summary>The same with one thing less.</summary>
    public IEnumerable<GeneratedRound> Simpler() =>
    [
        .. Fault == default ? [] : new[] { this with { Fault = default, At = 0 } },
        .. End == default ? [] : new[] { this with { End = default } },
        .. Change == default ? [] : new[] { this with { Change = default } },
        .. Repeats ? new[] { this with { Repeats = false } } : [],
        .. GeneratedRun.Simpler(Items, item => item.Simpler()).Select(items => this with { Items = items }),
        .. At > 0 ? new[] { this with { At = At / 2 }, this with { At = At - 1 } }.Distinct() : [],
    ];

    public override string ToString() =>
        $"{(Repeats ? "the same again" : $"[{string.Join(", ", Items)}]")} {End}{(Change == default ? "" : $" {Change}")}{(Fault == default ? "" : $" {Fault} at {At}")}";
}
