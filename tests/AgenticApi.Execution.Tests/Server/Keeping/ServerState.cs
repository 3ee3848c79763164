using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The state of a server: responses, conversations, and known items. Safe to use from several threads.</summary>
internal sealed class ServerState : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResponseRun> _runs = [];
    private readonly List<ResponseRun> _all = [];
    private readonly Dictionary<string, List<JsonElement>> _conversations = [];

    public Ids Ids { get; } = new();

    public KnownItems Items { get; } = new();

    /// <summary>How many rounds were answered to their end.</summary>
    public int Answered { get; private set; }

    public ResponseRun? Find(string id)
    {
        lock (_lock)
        {
            return _runs.GetValueOrDefault(id);
        }
    }

    public IReadOnlyList<JsonElement> Conversation(string id)
    {
        lock (_lock)
        {
            return [.. _conversations.GetValueOrDefault(id) ?? []];
        }
    }

    public void Add(ResponseRun run)
    {
        lock (_lock)
        {
            _all.Add(run);
            if (run.Request.IsStored)
            {
                _runs.Add(run.Id, run);
            }
        }
    }

    /// <summary>Stores a finished response.</summary>
    public void Finish(ResponseRun run)
    {
        lock (_lock)
        {
            Answered++;
            Items.Add(JsonSerializer.SerializeToElement(run.Round.Streamed), isStored: false);
            Items.Add(JsonSerializer.SerializeToElement(run.Body["output"]), run.Request.IsStored);
            if (run.Request.Conversation is { } id && $"{run.Body["status"]}" is "completed" or "incomplete")
            {
                var conversation = _conversations.TryGetValue(id, out var items) ? items : _conversations[id] = [];
                conversation.AddRange(run.Request.Input);
                conversation.AddRange(run.Output);
            }
        }
    }

    public bool Remove(string id)
    {
        lock (_lock)
        {
            return _runs.Remove(id);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _all.ForEach(run => run.Dispose());
        }
    }
}
