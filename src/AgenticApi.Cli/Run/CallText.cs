using System.Globalization;
using System.Text.Json;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Calls in a line, for the person at the terminal.</summary>
internal static class CallText
{
    private const int MaxArguments = 60;
    private const int MaxMessage = 200;

    /// <summary>The name, and the beginning of the arguments.</summary>
    public static string Of(ToolCall call) => $"{Line(call.Name, MaxArguments)} {Line(call.Arguments, MaxArguments)}";

    /// <summary>The call and how it went: <c>get_weather {"city":"Paris"} → ok, 120 ms</c>.</summary>
    public static string Of(CallFinished finished)
    {
        var took = finished.Duration.TotalSeconds < 10
            ? string.Create(CultureInfo.InvariantCulture, $"{finished.Duration.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{finished.Duration.TotalSeconds:0.0} s");
        return finished.Output.IsError
            ? $"{Of(finished.Call)} → error, {took}: {Line(MessageOf(finished.Output.Text ?? ""), MaxMessage)}"
            : $"{Of(finished.Call)} → ok, {took}";
    }

    /// <summary>What a call waits for, in words.</summary>
    public static string Of(PendingReason reason) => reason switch
    {
        PendingReason.Approval => "waits for approval",
        PendingReason.Caller => "waits for an answer: its tool has no command",
        _ => "was started, and may have had its effect: it waits for approval to run again",
    };

    /// <summary>A text in one line, without what a terminal would take for a command.</summary>
    public static string Line(string text, int max)
    {
        var line = string.Concat(text.Take(max).Select(static c => char.IsControl(c) ? ' ' : c)).TrimEnd();
        line = line.Length > 0 && char.IsHighSurrogate(line[^1]) ? line[..^1] : line;
        return text.Length > max ? line + "…" : line;
    }

    /// <summary>The message in <c>{"error":{"message":…}}</c>.</summary>
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
