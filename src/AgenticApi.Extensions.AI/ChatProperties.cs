using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>The names under which the chat clients keep what the abstractions have no member for, in <c>AdditionalProperties</c>.</summary>
public static class ChatProperties
{
    /// <summary>
    /// Of a message: where the server departed from the protocol, a <see cref="System.Text.Json.JsonElement"/> with an array of objects
    /// (<c>kind</c>, <c>severity</c>, <c>action</c>, …). Absent where it did not.
    /// </summary>
    public const string Deviations = "agentic_api.deviations";

    /// <summary>
    /// Of the last content of a response: its items as the next request sends them, a <see cref="System.Text.Json.JsonElement"/> with an array. It is
    /// serialized with the message, so that a history read from JSON is sent as it was.
    /// </summary>
    public const string Items = "agentic_api.items";

    /// <summary>Of the last content of a response of an agent: the id of its run.</summary>
    public const string Run = "agentic_api.run";

    /// <summary>
    /// Of a <see cref="FunctionCallContent"/>: the type of its item where that is not <c>function_call</c>. Of a <see cref="FunctionResultContent"/>:
    /// set it to <c>custom_tool_call</c> if the call that it answers is not among the messages.
    /// </summary>
    public const string CallType = "agentic_api.call_type";

    /// <summary>Of a <see cref="FunctionCallContent"/>: the namespace of the function, if it has one.</summary>
    public const string Namespace = "agentic_api.namespace";

    /// <summary>Of an <see cref="AITool"/> or of <see cref="ChatOptions"/>: a Boolean that asks the server to keep the model to the schema.</summary>
    public const string Strict = "strict";
}
