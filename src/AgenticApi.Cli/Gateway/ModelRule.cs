namespace AgenticApi.Cli;

/// <summary>How a gateway serves the models of a pattern.</summary>
/// <param name="Pattern">The names: <c>*</c> stands for any characters.</param>
internal sealed record ModelRule(string Pattern)
{
    /// <summary>What the raw text holds, as for <c>--parse</c>; null where <c>--parse</c> says it.</summary>
    public IReadOnlyList<string>? Parse { get; init; }

    /// <summary>Whether the model's server takes <c>max_tokens</c> in place of <c>max_completion_tokens</c>; null for the default.</summary>
    public bool? UsesMaxTokens { get; init; }

    /// <summary>Whether hosted tools are left out and not refused; null for the default.</summary>
    public bool? LeavesOutHostedTools { get; init; }

    public bool Matches(string model)
    {
        var parts = Pattern.Split('*');
        if (parts.Length == 1)
        {
            return model == Pattern;
        }

        var at = parts[0].Length;
        if (!model.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var part in parts[1..^1])
        {
            var found = model.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return model.Length - at >= parts[^1].Length && model.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
