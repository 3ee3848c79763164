using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The keys of <c>AdditionalProperties</c> under which the chat clients store what the abstractions have no member for.</summary>
public static class ChatProperties
{
    /// <summary>
    /// Of a message: the deviations of the server from the protocol, a <see cref="System.Text.Json.JsonElement"/> with an array of objects
    /// (<c>kind</c>, <c>severity</c>, <c>action</c>, …). Absent if there are none.
    /// </summary>
    public const string Deviations = "agentic_api.deviations";

    /// <summary>
    /// Of the last content of a response: its items in the form that the next request sends, a <see cref="System.Text.Json.JsonElement"/> with an array.
    /// It is serialized with the message, so the items survive the serialization of the history.
    /// </summary>
    public const string Items = "agentic_api.items";

    /// <summary>Of the last content of an agent's response: the id of its run.</summary>
    public const string Run = "agentic_api.run";

    /// <summary>
    /// Of a <see cref="FunctionCallContent"/>: the type of its item if that is not <c>function_call</c>. Of a <see cref="FunctionResultContent"/>: set it
    /// to <c>custom_tool_call</c> if the result is for a custom tool and its call is not among the messages.
    /// </summary>
    public const string CallType = "agentic_api.call_type";

    /// <summary>Of a <see cref="FunctionCallContent"/>: the namespace of the function, if it has one.</summary>
    public const string Namespace = "agentic_api.namespace";

    /// <summary>Of an <see cref="AITool"/> or <see cref="ChatOptions"/>: a Boolean, whether the server keeps the model to the schema.</summary>
    public const string Strict = "strict";
}
