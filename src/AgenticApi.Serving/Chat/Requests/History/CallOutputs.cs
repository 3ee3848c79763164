namespace AgenticApi.Serving.Chat;

/// <summary>
/// Matches the outputs of a conversation to its calls. Each call must be followed by one output, and each output must follow its call.
/// </summary>
/// <remarks>
/// An incomplete call without an output is left out. A call may reuse the id of an earlier call that has an output. The call of a custom
/// tool may have several outputs: codex sends the output of a running script in parts, and then its result.
/// </remarks>
internal sealed class CallOutputs
{
    private readonly IReadOnlyList<ConversationItem> _items;

    // The indexes of the outputs, by the index of their call.
    private readonly Dictionary<int, List<int>> _outputs = [];
    private readonly HashSet<int> _leftOut = [];

    // The index of the last call with each id.
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Matches the outputs to the calls.</summary>
    /// <exception cref="InvalidRequestException">A call has no output, an output has no call, or two items have the same id.</exception>
    public CallOutputs(IReadOnlyList<ConversationItem> items)
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

    /// <summary>Returns whether a call or an output is left out.</summary>
    public bool IsLeftOut(int index) => _leftOut.Contains(index);

    /// <summary>Returns the indexes of the outputs of a call, in order. There is at least one.</summary>
    public IReadOnlyList<int> OutputsOf(int call) => _outputs[call];

    private void AddCall(int index)
    {
        var item = _items[index];
        if (item.CallId is not { } id)
        {
            LeaveOut(index, item.Rule.MayBeHosted || IsBroken(item));
            return;
        }

        if (_calls.TryGetValue(id, out var earlier) && !_outputs.ContainsKey(earlier))
        {
            throw Fault.Invalid(
                PathOfId(item), $"Duplicate {Words(item.Type)} found with call_id {Fault.Name(id)}. Remove duplicate items from your input and try again.");
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
            LeaveOut(index, item.Rule.MayBeHosted);
            return;
        }

        if (!_calls.TryGetValue(id, out var call) || _items[call].Type != item.Rule.CallType)
        {
            throw Fault.Invalid(PathOfId(item), $"No tool call found for {Words(item.Rule.CallType)} output with call_id {Fault.Name(id)}.");
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
            throw Fault.Invalid(PathOfId(item), $"Multiple tool outputs found for {Words(item.Rule.CallType)} {Fault.Name(id)}. Remove duplicate items from your input and try again.");
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
                    : throw Fault.Invalid(item.IsStored ? "input" : PathOfId(item), $"No tool output found for {Words(item.Type)} {Fault.Name(item.CallId!)}.");
            }
            else if (IsBroken(item))
            {
                _leftOut.Add(call);
                _leftOut.UnionWith(outputs);
            }
        }
    }

    /// <summary>Returns whether a call was cut off before its name was known.</summary>
    private static bool IsBroken(ConversationItem item) =>
        item.IsIncomplete && item.Type is ItemTypes.FunctionCall or ItemTypes.CustomToolCall && item.Json.Member("name").Text() is not { Length: > 0 };

    private static string PathOfId(ConversationItem item) => item.Json.Member("call_id").HasValue() ? $"{item.At}.call_id" : $"{item.At}.id";

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
