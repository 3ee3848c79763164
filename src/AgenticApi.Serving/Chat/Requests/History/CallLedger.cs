namespace AgenticApi.Serving.Chat;

/// <summary>Which output answers which call. Each call has one output behind it, and each output its call before it.</summary>
/// <remarks>
/// A call that was cut off and that nobody answered is left out. A call may have the id of an earlier one that has been answered. A custom tool
/// may have several outputs: codex sends what a script says while it runs, and then its result.
/// </remarks>
internal sealed class CallLedger
{
    private readonly IReadOnlyList<ConversationItem> _items;

    // By the index of the item.
    private readonly Dictionary<int, List<int>> _outputs = [];
    private readonly HashSet<int> _leftOut = [];

    // The last call of each id.
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Reads the calls of a conversation.</summary>
    /// <exception cref="InvalidRequestException">A call has no output, or an output no call, or there are two of one id.</exception>
    public CallLedger(IReadOnlyList<ConversationItem> items)
    {
        _items = items;
        for (var i = 0; i < items.Count; i++)
        {
            switch (items[i].Rule.Use)
            {
                case ItemUse.Call:
                    AddCall(i);
                    break;
                case ItemUse.Output:
                    AddOutput(i);
                    break;
            }
        }

        CheckAnswered();
    }

    /// <summary>Whether a call or an output is none for the model.</summary>
    public bool IsLeftOut(int index) => _leftOut.Contains(index);

    /// <summary>The indexes of the outputs that answer a call, of which there is at least one, in order.</summary>
    public IReadOnlyList<int> OutputsOf(int call) => _outputs[call];

    private void AddCall(int index)
    {
        var item = _items[index];
        if (item.CallId is not { } id)
        {
            LeaveOut(index, item.Rule.MayBeServers || IsBroken(item));
            return;
        }

        if (_calls.TryGetValue(id, out var earlier) && !_outputs.ContainsKey(earlier))
        {
            throw Fault.Invalid(
                Place(item), $"Duplicate {Words(item.Type)} found with call_id {id}. Remove duplicate items from your input and try again.");
        }

        _calls[id] = index;
        if (item.Type == ItemTypes.LocalShellCall && item.Json.Member("id").Text() is { Length: > 0 } itemId)
        {
            _calls[itemId] = index;
        }
    }

    private void AddOutput(int index)
    {
        var item = _items[index];
        if (item.CallId is not { } id)
        {
            LeaveOut(index, item.Rule.MayBeServers);
            return;
        }

        if (!_calls.TryGetValue(id, out var call) || _items[call].Type != item.Rule.Answers)
        {
            throw Fault.Invalid(Place(item), $"No tool call found for {Words(item.Rule.Answers)} output with call_id {id}.");
        }

        if (!_outputs.TryGetValue(call, out var outputs))
        {
            _outputs.Add(call, [index]);
        }
        else if (item.Type == ItemTypes.CustomToolCallOutput)
        {
            outputs.Add(index);
        }
        else
        {
            throw Fault.Invalid(Place(item), $"Multiple tool outputs found for {Words(item.Rule.Answers)} {id}. Remove duplicate items from your input and try again.");
        }
    }

    private void LeaveOut(int index, bool isAllowed) =>
        _ = isAllowed ? _leftOut.Add(index) : throw Missing(_items[index]);

    private void CheckAnswered()
    {
        foreach (var call in _calls.Values.Distinct())
        {
            var item = _items[call];
            if (!_outputs.TryGetValue(call, out var outputs))
            {
                _ = item.IsIncomplete ? _leftOut.Add(call)
                    : throw Fault.Invalid(item.IsKept ? "input" : Place(item), $"No tool output found for {Words(item.Type)} {item.CallId}.");
            }
            else if (IsBroken(item))
            {
                _leftOut.Add(call);
                _leftOut.UnionWith(outputs);
            }
        }
    }

    /// <summary>Whether a call was cut off before its name was known.</summary>
    private static bool IsBroken(ConversationItem item) =>
        item.IsIncomplete && item.Type is ItemTypes.FunctionCall or ItemTypes.CustomToolCall && item.Json.Member("name").Text() is not { Length: > 0 };

    private static string Place(ConversationItem item) => item.Json.Member("call_id").HasValue() ? $"{item.At}.call_id" : $"{item.At}.id";

    private static InvalidRequestException Missing(ConversationItem item)
    {
        try
        {
            _ = Required.NonEmpty(item.Json, "call_id", item.At);
            return Fault.Missing($"{item.At}.call_id");
        }
        catch (InvalidRequestException e)
        {
            return e;
        }
    }

    private static string Words(string type) => type.Replace('_', ' ');
}
