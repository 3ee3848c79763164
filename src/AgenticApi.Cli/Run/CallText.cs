using System.Globalization;
using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Formats calls as lines for the terminal.</summary>
internal static class CallText
{
    private const int MaxArguments = 60;
    private const int MaxMessage = 200;

    /// <summary>Returns the name and the beginning of the arguments.</summary>
    public static string Of(ToolCall call) => $"{Line(call.Name, MaxArguments)} {Line(call.Arguments, MaxArguments)}";

    /// <summary>Returns the call and its outcome: <c>get_weather {"city":"Paris"} → ok, 120 ms</c>.</summary>
    public static string Of(CallFinished finished)
    {
        var took = finished.Duration.TotalSeconds < 10
            ? string.Create(CultureInfo.InvariantCulture, $"{finished.Duration.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{finished.Duration.TotalSeconds:0.0} s");
        return finished.Output.IsError
            ? $"{Of(finished.Call)} → error, {took}: {Line(MessageOf(finished.Output.Text ?? ""), MaxMessage)}"
            : $"{Of(finished.Call)} → ok, {took}";
    }

    /// <summary>Describes what a call waits for.</summary>
    public static string Of(PendingReason reason) => reason switch
    {
        PendingReason.Approval => "waits for approval",
        PendingReason.Caller => "waits for an answer: its tool has no command",
        _ => "was started and may have taken effect: it waits for approval to run again",
    };

    /// <summary>Returns the beginning of a text in one line.</summary>
    public static string Line(string text, int max)
    {
        var shown = text.Length <= max ? text : char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)] : text[..max];
        return VisibleText.InLine(shown.TrimEnd()) + (text.Length > max ? "…" : "");
    }

    /// <summary>Returns the message in <c>{"error":{"message":…}}</c>.</summary>
    private static string MessageOf(string output)
    {
        try
        {
            return JsonElement.Parse(output).GetProperty("error"u8).GetProperty("message"u8).GetString() ?? output;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return output;
        }
    }
}
