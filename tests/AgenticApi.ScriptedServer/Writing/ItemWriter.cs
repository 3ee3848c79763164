using System.Text.Json.Nodes;
using AgenticApi.Scripted.Dialects;
using AgenticApi.Scripted.Scripts;

namespace AgenticApi.Scripted.Writing;

/// <summary>Writes the events of one item.</summary>
internal sealed class ItemWriter(AnswerWriter answer, Dialect dialect, ScriptedItem item, int index)
{
    public Dialect Dialect => dialect;

    public Exchange Exchange => answer.Exchange;

    public ScriptedItem Item => item;

    public JsonObject Finished { get; } = dialect.Item(answer.Exchange, item, Stage.Done);

    public void Added()
    {
        if (item.Announced)
        {
            Send("response.output_item.added", [("output_index", index), ("item", dialect.Item(Exchange, item, Stage.Added))]);
        }
    }

    public void Done() => Send("response.output_item.done", [("output_index", index), ("item", Finished)]);

    public void Event(string type, params IEnumerable<(string Name, JsonNode? Value)> fields) =>
        Send(type, [("item_id", dialect.ItemId(Exchange, item, Stage.Added)), ("output_index", index), .. fields]);

    /// <summary>An event that tells its item by the index alone.</summary>
    public void EventWithoutId(string type, params IEnumerable<(string Name, JsonNode? Value)> fields) => Send(type, [("output_index", index), .. fields]);

    /// <summary>A text in pieces, then whole.</summary>
    public void Text(string family, string member, string text, params (string Name, JsonNode? Value)[] place)
    {
        foreach (var piece in item.Announced ? dialect.PiecesOf(item, text) : [])
        {
            Event(family + ".delta", [.. place, ("delta", piece)]);
        }

        Event(family + ".done", [.. place, (member, text)]);
    }

    private void Send(string type, IEnumerable<(string Name, JsonNode? Value)> fields)
    {
        if (!item.Unfinished || !type.EndsWith(".done", StringComparison.Ordinal))
        {
            answer.Send(new JsonObject { ["type"] = type }, fields, item);
        }
    }
}
