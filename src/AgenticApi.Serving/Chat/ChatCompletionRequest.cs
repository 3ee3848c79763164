using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Serving;

/// <summary>Makes the Chat Completions request that asks a model for what a Responses request wants.</summary>
public static class ChatCompletionRequest
{
    /// <summary>Translates a request.</summary>
    /// <remarks>
    /// Taken over are <c>model</c>, <c>instructions</c>, <c>input</c> (messages, function calls and their outputs, reasoning that can be read),
    /// function <c>tools</c>, <c>tool_choice</c>, <c>parallel_tool_calls</c>, <c>max_output_tokens</c> (as <c>max_completion_tokens</c>),
    /// <c>temperature</c>, <c>top_p</c>, <c>text</c>, <c>reasoning.effort</c>, <c>user</c> and <c>stream</c>, which asks for the usage too. What is
    /// about the response and not the model (<c>metadata</c>, <c>store</c>, <c>include</c> and the like) is left out.
    /// </remarks>
    /// <param name="request">The request, an object. Its history stands in <c>input</c>: whoever keeps responses puts it there.</param>
    /// <returns>The body of the request to the model's server, UTF-8 JSON.</returns>
    /// <exception cref="InvalidRequestException">The request asks for what the other API does not have, or lacks what it needs.</exception>
    public static byte[] FromResponses(JsonElement request) => FromResponses(request, null);

    /// <summary>Translates a request that continues what came before.</summary>
    /// <param name="request">The request, an object.</param>
    /// <param name="history">The items that stand before its input; null where nothing is kept.</param>
    internal static byte[] FromResponses(JsonElement request, IEnumerable<JsonElement>? history)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidRequestException("The body must be a JSON object.");
        }

        try
        {
            var output = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(output))
            {
                Write(request, history, json);
            }

            return output.WrittenSpan.ToArray();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidRequestException("A text of the request is not Unicode.", e);
        }
    }

    private static void Write(JsonElement request, IEnumerable<JsonElement>? history, Utf8JsonWriter json)
    {
        if (history is null && request.Member("previous_response_id").HasValue())
        {
            throw new InvalidRequestException("No responses are kept here: give the whole history as input.", "previous_response_id");
        }

        if (request.Member("background").ValueKind == JsonValueKind.True)
        {
            throw new InvalidRequestException("Nothing runs in the background here: leave it out, and wait for the answer or stream it.", "background");
        }

        foreach (var kept in (ReadOnlySpan<string>)["conversation", "prompt"])
        {
            if (request.Member(kept).HasValue())
            {
                throw new InvalidRequestException($"No {kept} is kept here: give the whole history as input, and instructions as text.", kept);
            }
        }

        json.WriteStartObject();
        json.WriteString("model", request.Member("model").Text() is { Length: > 0 } model ? model : throw new InvalidRequestException("It is required, and a text.", "model"));
        WriteMessages(request, history ?? [], json);
        ChatTools.Write(request, json);
        WriteSettings(request, json);
        json.WriteEndObject();
    }

    private static void WriteMessages(JsonElement request, IEnumerable<JsonElement> history, Utf8JsonWriter json)
    {
        json.WriteStartArray("messages");
        JsonElement[] kept = [.. history];
        var messages = new ChatMessages(json, Answered(kept.Concat(request.Member("input").Values())));
        var instructions = request.Member("instructions");
        if (instructions.HasValue() && instructions.Text() is null)
        {
            throw new InvalidRequestException("They must be a text.", "instructions");
        }

        if (instructions.Text() is { Length: > 0 } system)
        {
            messages.Write("system", system);
        }

        foreach (var item in kept)
        {
            messages.Write(item, "previous_response_id");
        }

        var input = request.Member("input");
        if (input.Text() is { } text)
        {
            messages.Write("user", text);
        }
        else if (input.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidRequestException("It must be a text or an array of items.", "input");
        }

        var i = 0;
        foreach (var item in input.Values())
        {
            messages.Write(item, $"input[{i++}]");
        }

        messages.Flush();
        json.WriteEndArray();
    }

    private static HashSet<string> Answered(IEnumerable<JsonElement> items) =>
        [.. items.Where(item => item.Member("type").Text() == ItemTypes.FunctionCallOutput).Select(item => item.Member("call_id").Text() ?? "")];

    private static void WriteSettings(JsonElement request, Utf8JsonWriter json)
    {
        ChatContent.Copy(request, "max_output_tokens", json, "max_completion_tokens");
        ChatContent.Copy(request, "temperature", json);
        ChatContent.Copy(request, "top_p", json);
        ChatContent.Copy(request, "user", json);
        ChatContent.Copy(request.Member("reasoning"), "effort", json, "reasoning_effort");
        ChatContent.Copy(request.Member("text"), "verbosity", json);
        WriteFormat(request.Member("text").Member("format"), json);
        if (request.Member("stream").ValueKind == JsonValueKind.True)
        {
            json.WriteBoolean("stream", true);
            json.WriteStartObject("stream_options");
            json.WriteBoolean("include_usage", true);
            json.WriteEndObject();
        }
    }

    private static void WriteFormat(JsonElement format, Utf8JsonWriter json)
    {
        switch (format.Member("type").Text())
        {
            case null or "text":
                return;
            case "json_object":
                json.WritePropertyName("response_format");
                format.WriteTo(json);
                return;
            case "json_schema":
                json.WriteStartObject("response_format");
                json.WriteString("type", "json_schema");
                json.WriteStartObject("json_schema");
                foreach (var name in (ReadOnlySpan<string>)["name", "description", "schema", "strict"])
                {
                    ChatContent.Copy(format, name, json);
                }

                json.WriteEndObject();
                json.WriteEndObject();
                return;
            default:
                throw new InvalidRequestException("A format is text, json_object or json_schema.", "text.format.type");
        }
    }
}
