using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// One item of <see cref="Response.Output"/>: a message, a call, reasoning, or a type that this library does not know,
/// which is then an <see cref="UnknownItem"/>.
/// </summary>
public abstract class OutputItem : WireObject
{
    private protected OutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The item's <c>type</c> (see <see cref="ItemTypes"/>); empty where the server sent none.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>
    /// The item's id; null where the server gave none. After the response's terminal event it is the id under which the
    /// server stored the item, which on some servers is not the id of the stream's events.
    /// </summary>
    public string? Id => String("id"u8);

    /// <summary>The item's status (see <see cref="Statuses"/>); null for the types and servers that give none.</summary>
    public string? Status => String("status"u8);

    /// <summary>The item that this JSON object is. Never throws for a type or field it does not know.</summary>
    /// <param name="json">The object. It is kept, so it must not belong to a document that is disposed.</param>
    public static OutputItem FromJson(JsonElement json) =>
        (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("type"u8, out var type) ? JsonText.GetString(type) : null) switch
        {
            ItemTypes.Message => new MessageItem(json),
            ItemTypes.FunctionCall => new FunctionCallItem(json),
            ItemTypes.Reasoning => new ReasoningItem(json),
            _ => new UnknownItem(json),
        };
}
