using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts messages and options to a request.</summary>
internal static class ChatRequest
{
    private const string ConversationPrefix = "conv";

    /// <summary>Returns the request. Members of the request that <see cref="ChatOptions.RawRepresentationFactory"/> returns override the options.</summary>
    public static ResponseRequest Of(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, string? model, bool? store)
    {
        var request = options?.RawRepresentationFactory?.Invoke(client) as ResponseRequest ?? new ResponseRequest();
        var id = options?.ConversationId;
        var isConversation = id?.StartsWith(ConversationPrefix, StringComparison.Ordinal) == true;
        var given = request.PreviousResponseId ?? request.Conversation;
        return request with
        {
            Model = request.Model ?? options?.ModelId ?? model,
            Instructions = request.Instructions ?? options?.Instructions,
            Input = [.. request.Input, .. InputItems.Of(messages)],
            Tools = [.. request.Tools, .. (options?.Tools ?? []).Select(ToolDeclarations.Of)],
            ToolChoice = request.ToolChoice.ValueKind == JsonValueKind.Undefined ? ChoiceOf(options?.ToolMode) : request.ToolChoice,
            ParallelToolCalls = request.ParallelToolCalls ?? options?.AllowMultipleToolCalls,
            PreviousResponseId = given is null && !isConversation ? id : request.PreviousResponseId,
            Conversation = given is null && isConversation ? id : request.Conversation,
            Store = request.Store ?? store,
            Background = request.Background ?? (options?.AllowBackgroundResponses == true ? true : null),
            MaxOutputTokens = request.MaxOutputTokens ?? options?.MaxOutputTokens,
            Temperature = request.Temperature ?? NumberOf(options?.Temperature),
            Other = OtherOf(request, options),
        };
    }

    private static JsonObject? OtherOf(ResponseRequest request, ChatOptions? options)
    {
        var other = request.Other?.DeepClone().AsObject() ?? [];
        if (options is not null)
        {
            Add(other, "top_p", NumberOf(options.TopP) is { } number ? JsonValue.Create(number) : null);
            Add(other, "reasoning", request.ReasoningEffort is null ? ReasoningOf(options.Reasoning) : null);
            Add(other, "text", ResponseFormats.Of(options));
        }

        return other.Count > 0 ? other : null;
    }

    private static void Add(JsonObject members, string name, JsonNode? value)
    {
        if (value is not null && !members.ContainsKey(name))
        {
            members[name] = value;
        }
    }

    // 0.7f is 0.699999988079071 as a double, but 0.7 as a decimal.
    private static double? NumberOf(float? number) => number is { } value ? (double)(decimal)value : null;

    private static JsonElement ChoiceOf(ChatToolMode? mode) => mode switch
    {
        AutoChatToolMode => JsonText.ElementOf(JsonValue.Create("auto")),
        NoneChatToolMode => JsonText.ElementOf(JsonValue.Create("none")),
        RequiredChatToolMode { RequiredFunctionName: { } name } => JsonText.ElementOf(new JsonObject { ["type"] = "function", ["name"] = name }),
        RequiredChatToolMode => JsonText.ElementOf(JsonValue.Create("required")),
        _ => default,
    };

    private static JsonObject? ReasoningOf(ReasoningOptions? reasoning)
    {
        var json = new JsonObject();
        Add(json, "effort", reasoning?.Effort switch
        {
            ReasoningEffort.None => "none",
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            ReasoningEffort.ExtraHigh => "xhigh",
            _ => null,
        });
        Add(json, "summary", reasoning?.Output switch
        {
            ReasoningOutput.Summary => "auto",
            ReasoningOutput.Full => "detailed",
            _ => null,
        });
        return json.Count > 0 ? json : null;
    }
}
