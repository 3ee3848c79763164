using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts messages to the items of a request.</summary>
/// <remarks>
/// A response is sent as the items that its last content carries. If its contents differ from these items, because the caller changed the history, the
/// contents are converted instead.
/// </remarks>
internal sealed class InputItems
{
    private readonly List<OutputItem> _items = [];
    private readonly List<(ChatRole Role, AIContent Content)> _waiting = [];
    private readonly Dictionary<string, string> _callTypes = [];
    private readonly Dictionary<string, (int Start, List<(ChatRole Role, AIContent Content)> Contents)> _runs = [];

    public static IReadOnlyList<OutputItem> Of(IEnumerable<ChatMessage> messages)
    {
        var input = new InputItems();
        foreach (var message in messages)
        {
            input.Add(message);
        }

        input.SendWaiting();
        return input._items;
    }

    private void Add(ChatMessage message)
    {
        if (message.RawRepresentation is OutputItem raw && message.Role != ChatRole.Assistant)
        {
            SendWaiting();
            _items.Add(raw);
            return;
        }

        if (message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
        {
            SendWaiting();
        }

        foreach (var content in message.Contents)
        {
            if (content is FunctionCallContent call && call.AdditionalProperties?.TryGetValue(ChatProperties.CallType, out var type) == true)
            {
                _callTypes[call.CallId] = type?.ToString() ?? "";
            }

            if (Carrier.ItemsOf(content) is not { } items)
            {
                _waiting.Add((message.Role, content));
                continue;
            }

            if (SentContents.AreSame([.. RunOf(content).Contents, .. _waiting], items))
            {
                SendCarried(items, Carrier.RunOf(content));
            }
            else
            {
                SendWaiting();
            }
        }

        if (message.Role != ChatRole.Assistant && message.Role != ChatRole.Tool)
        {
            SendWaiting();
        }
    }

    /// <summary>Returns the contents of the run from before it waited.</summary>
    private (int Start, List<(ChatRole Role, AIContent Content)> Contents) RunOf(AIContent content) =>
        Carrier.RunOf(content) is { } runId && _runs.TryGetValue(runId, out var run) ? run : (_items.Count, []);

    private void SendCarried(IReadOnlyList<OutputItem> items, string? runId)
    {
        List<(ChatRole, AIContent)> contents = [.. _waiting];
        var kept = _waiting.Where(waiting => !SentContents.IsCarried(waiting.Content, waiting.Role, items)).ToList();
        _waiting.Clear();
        _waiting.AddRange(kept);

        // A resumed run carries all of its items, including those from before it waited.
        if (runId is not null && _runs.TryGetValue(runId, out var run))
        {
            _items.RemoveRange(run.Start, _items.Count - run.Start);
            _waiting.Clear();
        }

        SendWaiting();
        if (runId is not null)
        {
            _runs[runId] = (_items.Count, contents);
        }

        _items.AddRange(items);
    }

    private void SendWaiting()
    {
        for (var i = 0; i < _waiting.Count;)
        {
            var (role, _) = _waiting[i];
            var count = _waiting.Skip(i).TakeWhile(waiting => waiting.Role == role).Count();
            _items.AddRange(MessageItems.Of(role, [.. _waiting.Skip(i).Take(count).Select(static waiting => waiting.Content)], _callTypes));
            i += count;
        }

        _waiting.Clear();
    }
}
