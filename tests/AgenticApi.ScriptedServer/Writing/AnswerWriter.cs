using System.Text.Json.Nodes;
using AgenticApi.Scripted.Dialects;
using AgenticApi.Scripted.Scripts;

namespace AgenticApi.Scripted.Writing;

/// <summary>Writes one answer as events: the order of things is here, and what they look like in the dialect.</summary>
internal sealed class AnswerWriter(Dialect dialect, Exchange exchange)
{
    private readonly List<JsonObject> _events = [];
    private int _sequence;

    public Exchange Exchange => exchange;

    /// <summary>The model round, from 0.</summary>
    public int Round { get; private set; }

    public static IReadOnlyList<JsonObject> Write(Exchange exchange)
    {
        var dialect = exchange.Scenario.Dialect;
        var writer = new AnswerWriter(dialect, exchange);
        dialect.Begin(writer);
        writer.WriteItems();
        dialect.End(writer);
        var turn = exchange.Turn;
        return [.. writer._events.Where((e, number) => !turn.Lost.Contains((int?)e["sequence_number"] ?? number)).Take(turn.Cut ?? int.MaxValue)];
    }

    /// <summary>Sends an event of the response itself.</summary>
    public void Event(string type, params IEnumerable<(string Name, JsonNode? Value)> fields) => Send(new JsonObject { ["type"] = type }, fields, null);

    /// <summary>Sends an object that is no event.</summary>
    public void Bare(JsonObject json) => _events.Add(json);

    /// <summary>Sends an event of an item, or of the response where there is none.</summary>
    public void Send(JsonObject e, IEnumerable<(string Name, JsonNode? Value)> fields, ScriptedItem? item)
    {
        foreach (var (name, value) in fields)
        {
            e[name] = value?.DeepClone();
        }

        if (dialect.Numbers((string)e["type"]!, item))
        {
            e["sequence_number"] = _sequence++;
        }

        dialect.Touch(e, exchange, item);
        _events.Add(dialect.Arrange(e));
    }

    private void WriteItems()
    {
        var index = 0;
        ItemWriter? late = null;
        foreach (var item in exchange.Items)
        {
            if (item.OpensRound)
            {
                // The server asks its model anew, and passes on that answer's numbers as they are.
                (index, _sequence, Round) = (0, 0, Round + 1);
                dialect.Begin(this);
            }

            var writer = new ItemWriter(this, dialect, item, index++);
            if (dialect.Streams(item))
            {
                ItemEvents.Write(writer);
                late = item.Late ? writer : Finish(writer, late);
            }
        }

        late?.Done();
    }

    private static ItemWriter? Finish(ItemWriter writer, ItemWriter? late)
    {
        writer.Done();
        late?.Done();
        return null;
    }
}
