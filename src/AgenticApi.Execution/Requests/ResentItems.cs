using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>Selects the items of a response for the next request, if the client stores the conversation.</summary>
internal static class ResentItems
{
    private const string ItemReference = "item_reference";

    /// <summary>Returns the items unchanged and in order. Only items that a server would refuse are left out or changed.</summary>
    /// <param name="result">The response.</param>
    /// <param name="store">The <c>store</c> of the request; null for the server's default, which is true.</param>
    /// <param name="ids">Whether the items keep their ids.</param>
    public static IReadOnlyList<OutputItem> Of(AccumulatedResponse result, bool? store, ItemIds ids = ItemIds.Keep)
    {
        var isCut = result.Ending != Ending.Completed;
        var items = result.Response.Output;
        var kept = new List<OutputItem>(items.Count);

        // From the end: whether reasoning is kept depends on the item that follows it.
        var isFollowed = !isCut;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var item = items[i];
            if (item is not ReasoningItem reasoning)
            {
                isFollowed = !(isCut && IsCut(item));
            }

            // Servers refuse reasoning without the item that it led to, but accept an item without its reasoning.
            else if (isCut && IsCut(item))
            {
                continue;
            }
            else if (store == false && !IsReadable(reasoning))
            {
                continue;
            }

            if (isFollowed)
            {
                kept.Add(WithIds(WithValidArguments(item), ids));
            }
        }

        kept.Reverse();
        return kept;
    }

    /// <summary>
    /// Returns a call with <c>{}</c> as its arguments if they are not a JSON object. Otherwise some servers refuse the conversation, and the templates of
    /// models fail. The output of the call tells the model what was wrong.
    /// </summary>
    public static OutputItem WithValidArguments(OutputItem item) =>
        item is FunctionCallItem call && !ToolArguments.IsObject(call.Arguments) ? FinalCalls.With(item, "arguments", "{}") : item;

    /// <summary>Returns an item with or without its id. An id that another item refers to is kept.</summary>
    public static OutputItem WithIds(OutputItem item, ItemIds ids) =>
        ids == ItemIds.Keep || item is McpApprovalRequestItem or LocalShellCallOutputItem || item.Type == ItemReference || item.Json.ValueKind != JsonValueKind.Object
            ? item
            : WithoutId(item);

    /// <summary>
    /// Returns whether an item of a response that did not complete is itself incomplete. An incomplete message is kept, because its text is useful.
    /// </summary>
    private static bool IsCut(OutputItem item) => item is not MessageItem && item.Status is Statuses.Incomplete or Statuses.InProgress;

    /// <summary>Returns whether the server can read reasoning that it did not store.</summary>
    public static bool IsReadable(ReasoningItem item) =>
        !string.IsNullOrEmpty(item.EncryptedContent) || item.Content.Any(part => part is not ReasoningTextPart { Text: "" });

    private static OutputItem WithoutId(OutputItem item)
    {
        var json = JsonMarshal.GetRawUtf8Value(item.Json);
        var output = new List<byte>(json.Length) { (byte)'{' };
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = int.MaxValue });
        reader.Read();
        var isFound = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isId = reader.ValueSpan.SequenceEqual("id"u8);
            isFound |= isId;
            reader.Read();
            reader.Skip();
            if (!isId)
            {
                output.AddRange(output.Count > 1 ? ","u8 : default);
                output.AddRange(json[start..(int)reader.BytesConsumed]);
            }
        }

        output.Add((byte)'}');
        var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 1024 };
        return isFound ? OutputItem.FromJson(JsonElement.Parse(CollectionsMarshal.AsSpan(output), options)) : item;
    }
}
