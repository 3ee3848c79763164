using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>What becomes of the outputs of tools on their way to the model.</summary>
internal static class ToolOutputs
{
    /// <summary>What the model is told of a failure without a message for it.</summary>
    internal const string Failed = "The tool failed.";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The item that answers a call.</summary>
    /// <param name="isCustom">Whether it answers a <c>custom_tool_call</c>.</param>
    /// <param name="callId">The <c>call_id</c> under which the server knows the call.</param>
    /// <param name="output">The output.</param>
    internal static OutputItem ToItem(bool isCustom, string callId, ToolOutput output) =>
        OutputItem.FromJson(JsonElement.Parse(Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", isCustom ? ItemTypes.CustomToolCallOutput : ItemTypes.FunctionCallOutput);
            writer.WriteString("call_id", callId);
            writer.WritePropertyName("output");
            if (output.Text is { } text)
            {
                writer.WriteStringValue(text);
            }
            else
            {
                writer.WriteRawValue(output.Parts.GetRawText());
            }

            writer.WriteEndObject();
        })));

    /// <summary>The id of the call that an item answers; null where it answers none.</summary>
    internal static string? CallIdOf(OutputItem item) => item switch
    {
        FunctionCallOutputItem output => output.CallId,
        CustomToolCallOutputItem output => output.CallId,
        _ => null,
    };

    /// <summary>Whether an item answers a call. A function's call and a custom tool's may have one id.</summary>
    internal static bool Answers(OutputItem output, OutputItem call) =>
        CallIdOf(output) is { } id && id == RoundCall.Parts(call).CallId && output is CustomToolCallOutputItem == call is CustomToolCallItem;

    /// <summary>Keeps the head and the tail of a long text, with a line between that says how much is missing. Content parts are never cut.</summary>
    /// <param name="output">The output.</param>
    /// <param name="maxChars">The length of the longest text that is kept whole, and what a cut one has at most, that line included; at least 100.</param>
    internal static ToolOutput Shorten(ToolOutput output, int maxChars)
    {
        if (output.Text is not { } text || text.Length <= maxChars)
        {
            return output;
        }

        // The line is measured with the largest number that it may have to say.
        var kept = maxChars - Marker(text.Length).Length;
        var head = kept - (kept / 2);
        head -= char.IsHighSurrogate(text[head - 1]) && char.IsLowSurrogate(text[head]) ? 1 : 0;
        var tail = text.Length - (kept / 2);
        tail += char.IsHighSurrogate(text[tail - 1]) && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        var shorter = string.Concat(text.AsSpan(0, head), Marker(tail - head), text.AsSpan(tail));
        return output.IsError ? ToolOutput.FromError(shorter) : ToolOutput.FromText(shorter);
    }

    /// <summary>What the model is told of an exception.</summary>
    /// <param name="exception">What the tool threw.</param>
    /// <param name="detailed">Whether the model is told the message of exceptions that were not written for it.</param>
    internal static ToolOutput FromException(Exception exception, bool detailed)
    {
        exception = exception is AggregateException { InnerExceptions: [var only] } ? only : exception;
        var (type, message) = exception switch
        {
            ToolException => ("tool_failed", exception.Message),
            TimeoutException or OperationCanceledException { InnerException: TimeoutException } => ("timeout", "The tool took too long."),
            OperationCanceledException => ("cancelled", "The call was cancelled."),
            _ => ("tool_failed", Failed),
        };
        return Error(type, detailed ? exception.Message : message);
    }

    /// <summary>A failure as the model is told: <c>{"error":{"type":…,"message":…}}</c>.</summary>
    /// <param name="type">Its kind, for the model.</param>
    /// <param name="message">What happened, for the model.</param>
    internal static ToolOutput Error(string type, string message) =>
        ToolOutput.FromError(Encoding.UTF8.GetString(Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("type", type);
            writer.WriteString("message", message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        })));

    private static string Marker(int chars) => string.Create(CultureInfo.InvariantCulture, $"\n[… {chars} characters left out …]\n");

    private static ReadOnlySpan<byte> Write(Action<Utf8JsonWriter> json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            json(writer);
        }

        return buffer.WrittenSpan;
    }
}
