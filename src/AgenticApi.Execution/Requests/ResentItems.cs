using System.Runtime.InteropServices;
using System.Text.Json;

namespace AgenticApi.Execution;

/// <summary>The items of a response as the next request sends them, where the client keeps the conversation.</summary>
internal static class ResentItems
{
    private const string ItemReference = "item_reference";

    /// <summary>The items, raw and in their order. Only what a server would refuse is left out or replaced.</summary>
    /// <param name="result">The response.</param>
    /// <param name="store">The <c>store</c> of the request; null for the server's default, which is true.</param>
    /// <param name="ids">What becomes of their ids.</param>
    public static IReadOnlyList<OutputItem> Of(AccumulatedResponse result, bool? store, ItemIds ids = ItemIds.Keep)
    {
        var isCut = result.Ending != Ending.Completed;
        var items = result.Response.Output;
        var kept = new List<OutputItem>(items.Count);

        // From the end on, since what becomes of reasoning depends on the item that it led to.
        var isFollowed = !isCut;
        for (var i = items.Count - 1; i >= 0; i--)
        {
            var item = items[i];
            if (item is not ReasoningItem reasoning)
            {
                isFollowed = !(isCut && IsCut(item));
            }

            // Reasoning without the item that it led to is refused; an item without its reasoning is not.
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
                kept.Add(WithIds(Readable(item), ids));
            }
        }

        kept.Reverse();
        return kept;
    }

    /// <summary>
    /// A call whose arguments a server can read: without an object, some servers refuse the conversation, and templates of models fail. The model
    /// sees by the output what was wrong.
    /// </summary>
    public static OutputItem Readable(OutputItem item) =>
        item is FunctionCallItem call && !ToolArguments.IsObject(call.Arguments) ? FinalCalls.With(item, "arguments", "{}") : item;

    /// <summary>An item with its id or without it. An id that says what the item is about stays.</summary>
    public static OutputItem WithIds(OutputItem item, ItemIds ids) =>
        ids == ItemIds.Keep || item is McpApprovalRequestItem or LocalShellCallOutputItem || item.Type == ItemReference || item.Json.ValueKind != JsonValueKind.Object
            ? item
            : WithoutId(item);

    /// <summary>Whether an item of a response that did not complete is itself not whole. A message says something all the same.</summary>
    private static bool IsCut(OutputItem item) => item is not MessageItem && item.Status is Statuses.Incomplete or Statuses.InProgress;

    /// <summary>Whether a server that did not store the reasoning can make anything of it.</summary>
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
