using System.Globalization;

namespace AgenticApi.Cli.View;

/// <summary>How fast an item was written, where its recorded times can tell.</summary>
internal static class Speed
{
    // Fewer deltas, or less time, measure the network and not the model.
    private const int FewDeltas = 10;
    private static readonly TimeSpan ShortTime = TimeSpan.FromSeconds(0.2);

    /// <summary>Tokens a second, or characters where the usage does not tell the tokens of this item; empty where neither is known.</summary>
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

    /// <summary>The tokens of one item; null unless the usage, which has the sum of all and that of reasoning, leaves no doubt.</summary>
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
        // Some servers count the tokens of reasoning as output only.
        var isSplit = reasoning == 0 || usage.ReasoningTokens > 0;
        return tokens is { Others: 0, Count: > 0 } && isSplit ? tokens.Count : null;
    }
}
