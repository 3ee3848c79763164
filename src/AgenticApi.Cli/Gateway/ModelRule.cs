namespace AgenticApi.Cli;

/// <summary>The settings of a gateway for the models that match a pattern.</summary>
/// <param name="Pattern">The pattern of the model names; <c>*</c> matches any characters.</param>
internal sealed record ModelRule(string Pattern)
{
    /// <summary>The formats in the raw text, as for <c>--parse</c>; null for the value of <c>--parse</c>.</summary>
    public IReadOnlyList<string>? Parse { get; init; }

    /// <summary>Whether to send <c>max_tokens</c> instead of <c>max_completion_tokens</c>; null for the value of <c>--max-tokens</c>.</summary>
    public bool? UsesMaxTokens { get; init; }

    /// <summary>Whether to omit hosted tools instead of refusing the request; null for the value of <c>--leave-out-hosted-tools</c>.</summary>
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
