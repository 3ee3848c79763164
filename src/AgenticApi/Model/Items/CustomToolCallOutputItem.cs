using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of a custom tool: an output item of type <c>custom_tool_call_output</c>.</summary>
public sealed class CustomToolCallOutputItem : OutputItem
{
    internal CustomToolCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>output</c>: a string, or an array of input parts; undefined if absent.</summary>
    public JsonElement Output => Member("output"u8);

    /// <summary>Creates the output of a custom tool call from a text.</summary>
    /// <param name="callId">The <c>call_id</c> of the call.</param>
    /// <param name="output">The text; may be empty.</param>
    /// <exception cref="ArgumentException"><paramref name="callId"/> is null or empty, or <paramref name="output"/> is null.</exception>
    public static CustomToolCallOutputItem Create(string callId, string output) => new(NewItem.CallOutput(ItemTypes.CustomToolCallOutput, callId, output));

    /// <summary>
    /// Creates the output of a custom tool call from content parts: <c>input_text</c>, <c>input_image</c>, <c>input_file</c>.
    /// </summary>
    /// <param name="callId">The <c>call_id</c> of the call.</param>
    /// <param name="parts">A JSON array. It is copied.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="callId"/> is null or empty, or <paramref name="parts"/> is not an array.
    /// </exception>
    public static CustomToolCallOutputItem Create(string callId, JsonElement parts) => new(NewItem.CallOutput(ItemTypes.CustomToolCallOutput, callId, parts));
}
