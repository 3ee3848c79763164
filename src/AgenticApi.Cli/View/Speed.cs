using System.Globalization;

namespace AgenticApi.Cli.View;

/// <summary>Calculates how fast an item was generated, from its recorded times.</summary>
internal static class Speed
{
    // With fewer deltas or less time, the result would depend on the network more than on the model.
    private const int FewDeltas = 10;
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(0.2);

    /// <summary>
    /// Returns the tokens per second, or the characters per second if the tokens of the item are not known; empty if there are too few deltas.
    /// </summary>
    public static string Of(Answer answer, Lane lane)
    {
        var (count, characters, first, last, _) = lane.Deltas;
        if (count < FewDeltas || last - first < ShortTime)
        {
            return "";
        }

        var (amount, unit) = TokensOf(answer, lane) is { } tokens ? (tokens, "tokens") : (characters, "characters");
        return string.Create(CultureInfo.InvariantCulture, $"{amount / (last - first).TotalSeconds:N0} {unit}/s");
    }

    /// <summary>
    /// Returns the tokens of an item; null if they cannot be derived from the usage, which has only the sum of all items and that of reasoning.
    /// </summary>
    private static long? TokensOf(Answer answer, Lane lane)
    {
        if (answer.Result?.Response.Usage is not { OutputTokens: > 0 } usage || lane.Deltas.AreSummary)
        {
            return null;
        }

        var reasoning = answer.Lanes.Count(other => other.Family == "reasoning");
        var tokens = lane.Family == "reasoning"
            ? (Others: reasoning - 1, Count: usage.ReasoningTokens)
            : (Others: answer.Lanes.Count - reasoning - 1, Count: usage.OutputTokens - usage.ReasoningTokens);
        // Some servers include reasoning tokens in the output tokens without reporting them separately.
        var isSplit = reasoning == 0 || usage.ReasoningTokens > 0;
        return tokens is { Others: 0, Count: > 0 } && isSplit ? tokens.Count : null;
    }
}
