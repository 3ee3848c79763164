using System.Globalization;
using System.Text;

namespace AgenticApi.Cli;

/// <summary>Summarizes a response in a few lines.</summary>
internal static class Summary
{
    public static string Of(AccumulatedResponse result)
    {
        var response = result.Response;
        var text = new StringBuilder();
        Line(text, "response", response.Id);
        Line(text, "model", response.Model);
        Line(text, "ending", Wire.Name(result.Ending));
        Line(text, "reason", response.IncompleteDetails?.Reason);
        Line(text, "error", response.Error is { } error ? (error.Code is { } code ? $"{code}: {error.Message}" : error.Message) : null);
        Line(text, "items", ReplayTable.Tally(response.Output.Select(item => item.Type)));
        foreach (var call in response.FunctionCalls)
        {
            Line(text, "call", $"{call.Name}({call.Arguments})");
        }

        Line(text, "text", response.OutputText);
        Line(text, "usage", response.Usage is { } usage
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{usage.InputTokens} in ({usage.CachedTokens} cached), {usage.OutputTokens} out ({usage.ReasoningTokens} reasoning)")
            : null);
        foreach (var deviation in result.Deviations)
        {
            Line(text, Wire.Name(deviation.Severity), $"{deviation.Kind}{Place(deviation)}: {deviation.Action}");
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Returns the event type and the output index of a deviation.</summary>
    public static string Place(Deviation deviation) =>
        (deviation.EventType is null ? "" : $" at {deviation.EventType}")
        + (deviation.OutputIndex is { } index ? string.Create(CultureInfo.InvariantCulture, $" (output {index})") : "");

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(name.PadRight(10)).Append(value).Append('\n');
        }
    }
}
