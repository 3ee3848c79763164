using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>Makes the Chat Completions request that asks a model for what a Responses request wants.</summary>
public static class ChatCompletionRequest
{
    /// <summary>Translates a request, with the default options.</summary>
    /// <inheritdoc cref="FromResponses(JsonElement, ChatCompletionRequestOptions?)"/>
    /// <returns>The body of the request to the model's server, UTF-8 JSON.</returns>
    public static byte[] FromResponses(JsonElement request) => FromResponses(request, (IEnumerable<JsonElement>?)null);

    /// <summary>Translates a request.</summary>
    /// <remarks>
    /// The package's README says what becomes of each member, tool and item. What cannot be done is refused, and nothing is left out silently
    /// but what is about the response, the client or the one who keeps responses. The history must be what servers take: each call has its
    /// output behind it, and each output its call before it.
    /// </remarks>
    /// <param name="request">The request, an object. Its history stands in <c>input</c>: whoever keeps responses puts it there.</param>
    /// <param name="options">How to write it; null for the defaults.</param>
    /// <exception cref="InvalidRequestException">
    /// The request asks for what the other API does not have, or is none. <see cref="InvalidRequestException.Param"/> tells where.
    /// </exception>
    public static ChatCompletionRequestResult FromResponses(JsonElement request, ChatCompletionRequestOptions? options) => FromResponses(request, null, options);

    /// <summary>Translates a request that continues what came before, with the default options.</summary>
    internal static byte[] FromResponses(JsonElement request, IEnumerable<JsonElement>? history) => FromResponses(request, history, null).Body.ToArray();

    /// <summary>Translates a request that continues what came before.</summary>
    /// <param name="request">The request, an object.</param>
    /// <param name="history">The items that stand before its input; null where nothing is kept, so that a request for it is refused.</param>
    /// <param name="options">How to write it; null for the defaults.</param>
    internal static ChatCompletionRequestResult FromResponses(
        JsonElement request, IEnumerable<JsonElement>? history, ChatCompletionRequestOptions? options)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidRequestException("The body must be a JSON object.");
        }

        try
        {
            MemberCheck.Request(request, history is not null, (options ??= new ChatCompletionRequestOptions()).PassedMembers);
            return Translate(request, history, options);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException && UnicodeFault.Find(request) is not null)
        {
            throw UnicodeFault.Find(request)!;
        }
    }

    private static ChatCompletionRequestResult Translate(JsonElement request, IEnumerable<JsonElement>? history, ChatCompletionRequestOptions options)
    {
        try
        {
            var model = Model(request);
            var conversation = new Conversation(request, history);
            var tools = ServedTools.Of(request, conversation.Kept);
            var given = ChatTools.Read(request, conversation, tools, options.LeavesOutHostedTools);
            var output = new ArrayBufferWriter<byte>(1024);
            using (var json = new Utf8JsonWriter(output))
            {
                json.WriteStartObject();
                json.WriteString("model", model);
                json.WriteStartArray("messages");
                new ChatMessages(json, conversation, tools, options).Write(SystemText.Instructions(request));
                json.WriteEndArray();
                given.Write(request, json);
                ChatSettings.Write(request, options, json);
                json.WriteEndObject();
            }

            return new ChatCompletionRequestResult(output.WrittenMemory, given.LeftOut, tools);
        }
        catch (InvalidRequestException e) when (Conversation.IsKept(request, e))
        {
            throw new InvalidRequestException($"The conversation that this continues cannot be given to the model. {e.Message}", Conversation.KeptAt(request), e.Code);
        }
    }

    private static string Model(JsonElement request) => request.Member("model") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => throw Fault.Missing("model"),
        var model when model.Text() is { Length: > 0 } text => text,
        _ => throw Fault.Invalid("model", "Invalid 'model': empty string. Expected a string with minimum length 1."),
    };
}
