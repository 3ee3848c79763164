using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes the body of a request. A member of <see cref="ResponseRequest.Other"/> replaces the typed member of the same name.</summary>
internal sealed class RequestBody(ResponseRequest request, Utf8JsonWriter writer)
{
    private const string Stream = "stream";

    /// <summary>Returns the body as UTF-8.</summary>
    public static byte[] Write(ResponseRequest request, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(EstimateLength(request));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue }))
        {
            new RequestBody(request, writer).Write(stream);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Estimates the length, so that the buffer rarely grows.</summary>
    private static int EstimateLength(ResponseRequest request)
    {
        var length = 512L + (request.Instructions?.Length ?? 0);
        foreach (var item in request.Input)
        {
            length += JsonMarshal.GetRawUtf8Value(item.Json).Length + 1;
        }

        foreach (var tool in request.Tools)
        {
            length += JsonMarshal.GetRawUtf8Value(tool).Length + 1;
        }

        return (int)Math.Min(length, Array.MaxLength);
    }

    private void Write(bool stream)
    {
        writer.WriteStartObject();
        Text("model", request.Model);
        Text("instructions", request.Instructions);
        if (TryBegin("input", true))
        {
            List(request.Input, item => item.WriteTo(writer));
        }

        if (TryBegin("tools", request.Tools.Count > 0))
        {
            List(request.Tools, tool => tool.WriteTo(writer));
        }

        if (TryBegin("tool_choice", request.ToolChoice.ValueKind != JsonValueKind.Undefined))
        {
            request.ToolChoice.WriteTo(writer);
        }

        Flag("parallel_tool_calls", request.ParallelToolCalls);
        Text("previous_response_id", request.PreviousResponseId);
        Text("conversation", request.Conversation);
        Flag("store", request.Store);
        Flag("background", request.Background);
        if (TryBegin("include", request.Include.Count > 0))
        {
            List(request.Include, writer.WriteStringValue);
        }

        if (TryBegin("max_output_tokens", request.MaxOutputTokens.HasValue))
        {
            writer.WriteNumberValue(request.MaxOutputTokens!.Value);
        }

        if (TryBegin("temperature", request.Temperature.HasValue))
        {
            writer.WriteNumberValue(request.Temperature!.Value);
        }

        if (TryBegin("reasoning", request.ReasoningEffort is not null))
        {
            writer.WriteStartObject();
            writer.WriteString("effort"u8, request.ReasoningEffort);
            writer.WriteEndObject();
        }

        WriteOther();
        writer.WriteBoolean(Stream, stream);
        writer.WriteEndObject();
    }

    /// <summary>Writes the name of a member, unless the member is absent or replaced.</summary>
    private bool TryBegin(string name, bool isPresent)
    {
        var begins = isPresent && request.Other?.ContainsKey(name) != true;
        if (begins)
        {
            writer.WritePropertyName(name);
        }

        return begins;
    }

    private void Text(string name, string? value)
    {
        if (TryBegin(name, value is not null))
        {
            writer.WriteStringValue(value);
        }
    }

    private void Flag(string name, bool? value)
    {
        if (TryBegin(name, value.HasValue))
        {
            writer.WriteBooleanValue(value!.Value);
        }
    }

    private void List<T>(IReadOnlyList<T> values, Action<T> write)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            write(value);
        }

        writer.WriteEndArray();
    }

    // The endpoint decides whether it reads the answer as a stream, so it writes "stream" itself.
    private void WriteOther()
    {
        foreach (var (name, value) in request.Other ?? [])
        {
            if (name == Stream)
            {
                continue;
            }

            writer.WritePropertyName(name);
            if (value is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                value.WriteTo(writer);
            }
        }
    }
}
