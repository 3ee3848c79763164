using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Makes outputs, and the items that carry them to the model.</summary>
internal static class ToolOutputs
{
    /// <summary>The message for the model if the exception has none for it.</summary>
    internal const string Failed = "The tool failed.";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the item that answers a call.</summary>
    /// <param name="isCustom">Whether the call is a <c>custom_tool_call</c>.</param>
    /// <param name="callId">The <c>call_id</c> that the server stores the call under.</param>
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

    /// <summary>Returns the <c>call_id</c> that an output item answers; null for any other item.</summary>
    internal static string? CallIdOf(OutputItem item) => item switch
    {
        FunctionCallOutputItem output => output.CallId,
        CustomToolCallOutputItem output => output.CallId,
        _ => null,
    };

    /// <summary>Returns whether an item answers a call. A function call and a custom tool call may share an id.</summary>
    internal static bool Answers(OutputItem output, OutputItem call) =>
        CallIdOf(output) is { } id && id == RoundCall.Parts(call).CallId && output is CustomToolCallOutputItem == call is CustomToolCallItem;

    /// <summary>
    /// Shortens a long text to its beginning and end, with a line between them that states how much is missing. Content parts are never shortened.
    /// </summary>
    /// <param name="output">The output.</param>
    /// <param name="maxChars">The maximum length of the result, including that line; at least 100.</param>
    internal static ToolOutput Shorten(ToolOutput output, int maxChars)
    {
        if (output.Text is not { } text || text.Length <= maxChars)
        {
            return output;
        }

        // Measures the line with the largest number that it can contain.
        var kept = maxChars - Marker(text.Length).Length;
        var head = kept - (kept / 2);
        head -= char.IsHighSurrogate(text[head - 1]) && char.IsLowSurrogate(text[head]) ? 1 : 0;
        var tail = text.Length - (kept / 2);
        tail += char.IsHighSurrogate(text[tail - 1]) && char.IsLowSurrogate(text[tail]) ? 1 : 0;
        var shorter = string.Concat(text.AsSpan(0, head), Marker(tail - head), text.AsSpan(tail));
        return output.IsError ? ToolOutput.FromError(shorter) : ToolOutput.FromText(shorter);
    }

    /// <summary>Returns the output for an exception of a handler.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="detailed">Whether the model gets the message of any exception, not only of a <see cref="ToolException"/>.</param>
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

    /// <summary>The output of a call whose arguments do not fit the tool's schema.</summary>
    /// <param name="error">What is wrong, and where.</param>
    internal static ToolOutput InvalidArguments(string error) => Error("invalid_arguments", error);

    /// <summary>The output of a call that was refused.</summary>
    /// <param name="reason">The reason for the model; null or empty for a general one.</param>
    internal static ToolOutput Refused(string? reason) => Error("refused", reason is { Length: > 0 } ? reason : "The user refused this call.");

    /// <summary>Returns an error output: <c>{"error":{"type":…,"message":…}}</c>.</summary>
    /// <param name="type">The kind of the error.</param>
    /// <param name="message">The message for the model.</param>
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
