using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Writes the body of a request. A member of <see cref="ResponseRequest.Other"/> takes the place of the typed one.</summary>
internal sealed class RequestBody(ResponseRequest request, Utf8JsonWriter writer)
{
    private const string Stream = "stream";

    /// <summary>The body as UTF-8.</summary>
    public static byte[] Write(ResponseRequest request, bool stream)
    {
        var buffer = new ArrayBufferWriter<byte>(LeastLength(request));
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue }))
        {
            new RequestBody(request, writer).Write(stream);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>About what the items and tools take, so that the buffer need not grow.</summary>
    private static int LeastLength(ResponseRequest request)
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
        if (Begins("input", true))
        {
            List(request.Input, item => item.WriteTo(writer));
        }

        if (Begins("tools", request.Tools.Count > 0))
        {
            List(request.Tools, tool => tool.WriteTo(writer));
        }

        if (Begins("tool_choice", request.ToolChoice.ValueKind != JsonValueKind.Undefined))
        {
            request.ToolChoice.WriteTo(writer);
        }

        Flag("parallel_tool_calls", request.ParallelToolCalls);
        Text("previous_response_id", request.PreviousResponseId);
        Text("conversation", request.Conversation);
        Flag("store", request.Store);
        Flag("background", request.Background);
        if (Begins("include", request.Include.Count > 0))
        {
            List(request.Include, writer.WriteStringValue);
        }

        if (Begins("max_output_tokens", request.MaxOutputTokens.HasValue))
        {
            writer.WriteNumberValue(request.MaxOutputTokens!.Value);
        }

        if (Begins("temperature", request.Temperature.HasValue))
        {
            writer.WriteNumberValue(request.Temperature!.Value);
        }

        if (Begins("reasoning", request.ReasoningEffort is not null))
        {
            writer.WriteStartObject();
            writer.WriteString("effort"u8, request.ReasoningEffort);
            writer.WriteEndObject();
        }

        WriteOther();
        writer.WriteBoolean(Stream, stream);
        writer.WriteEndObject();
    }

    /// <summary>Writes the name of a member, unless it is absent or another one takes its place.</summary>
    private bool Begins(string name, bool isThere)
    {
        var begins = isThere && request.Other?.ContainsKey(name) != true;
        if (begins)
        {
            writer.WritePropertyName(name);
        }

        return begins;
    }

    private void Text(string name, string? value)
    {
        if (Begins(name, value is not null))
        {
            writer.WriteStringValue(value);
        }
    }

    private void Flag(string name, bool? value)
    {
        if (Begins(name, value.HasValue))
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

    // Whoever sends the request reads its answer as a stream or not, and so "stream" is not the caller's to choose.
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
