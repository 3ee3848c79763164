using System.Buffers;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving;

/// <summary>Translates requests of the Responses API into requests of Chat Completions.</summary>
public static class ChatCompletionRequest
{
    /// <summary>Translates a request, with the default options.</summary>
    /// <inheritdoc cref="FromResponses(JsonElement, ChatCompletionRequestOptions?)"/>
    /// <returns>The body of the Chat Completions request, UTF-8 JSON.</returns>
    public static byte[] FromResponses(JsonElement request) => FromResponses(request, (IEnumerable<JsonElement>?)null);

    /// <summary>Translates a request.</summary>
    /// <remarks>
    /// The README of the package lists how each member, tool and item is translated. A request that cannot be translated is refused. Only
    /// members that are about the response, the client or the storage of responses are left out. Each call in the history must be followed
    /// by its output, and each output must follow its call.
    /// </remarks>
    /// <param name="request">
    /// The request, a JSON object. Its <c>input</c> must contain the whole history: <c>previous_response_id</c> and <c>conversation</c> are
    /// refused.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <returns>The Chat Completions request.</returns>
    /// <exception cref="InvalidRequestException">
    /// The request is invalid, or it uses a feature that Chat Completions does not have. <see cref="InvalidRequestException.Param"/> says
    /// where.
    /// </exception>
    public static ChatCompletionRequestResult FromResponses(JsonElement request, ChatCompletionRequestOptions? options) => FromResponses(request, null, options);

    /// <summary>Translates a request that continues a stored conversation, with the default options.</summary>
    internal static byte[] FromResponses(JsonElement request, IEnumerable<JsonElement>? history) => FromResponses(request, history, null).Body.ToArray();

    /// <summary>Translates a request that continues a stored conversation.</summary>
    /// <param name="request">The request, a JSON object.</param>
    /// <param name="history">
    /// The stored items before its input; null if there is no store, so that members that need one are refused.
    /// </param>
    /// <param name="options">The options; null for the defaults.</param>
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
            var tools = ServedTools.Of(request, conversation.Stored);
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
        catch (InvalidRequestException e) when (Conversation.IsStored(request, e))
        {
            throw new InvalidRequestException($"The stored conversation cannot be translated for the model. {e.Message}", Conversation.StoredAt(request), e.Code);
        }
    }

    private static string Model(JsonElement request) => request.Member("model") switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => throw Fault.Missing("model"),
        var model when model.Text() is { Length: > 0 } text => text,
        _ => throw Fault.Invalid("model", "Invalid 'model': empty string. Expected a string with minimum length 1."),
    };
}
