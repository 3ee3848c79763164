using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>Sets the token counts of a response or a run on its span.</summary>
internal static class UsageTags
{
    public static void Set(Activity span, ResponseUsage? usage)
    {
        if (usage is null)
        {
            return;
        }

        span.SetTag(TelemetryNames.InputTokens, usage.InputTokens);
        span.SetTag(TelemetryNames.OutputTokens, usage.OutputTokens);
        if (usage.CachedTokens > 0)
        {
            span.SetTag(TelemetryNames.CachedTokens, usage.CachedTokens);
        }

        if (usage.ReasoningTokens > 0)
        {
            span.SetTag(TelemetryNames.ReasoningTokens, usage.ReasoningTokens);
        }
    }
}
