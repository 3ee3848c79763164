namespace AgenticApi.Serving.Emitting;

/// <summary>
/// The items that are not closed, in the order in which they began. The first is being sent; those behind it wait. All state of a stream's order
/// is here.
/// </summary>
internal sealed class ItemQueue(EventWriter events, Func<string, string> newId, bool keepsWhiteSpace)
{
    private readonly List<PendingItem> _items = [];
    private readonly CallTable _calls = new();
    private readonly Utf8Buffer _output = new(256);
    private int _opened;

    /// <summary>The closed items as JSON, a comma between two.</summary>
    public ReadOnlySpan<byte> Output => _output.Span;

    /// <summary>Whether a call was sent that is not whole.</summary>
    public bool HasBrokenCall { get; private set; }

    /// <summary>Takes text: it belongs to the last item where that is of its kind, and otherwise begins one.</summary>
    public void TakeText(TextKind kind, string text)
    {
        if (text.Length > 0)
        {
            (_items.Count > 0 && _items[^1].Kind == kind ? _items[^1] : Queue(kind)).Append(text);
        }
    }

    /// <summary>Takes a piece of a call: it belongs to its call wherever that stands, and otherwise begins one.</summary>
    public void TakeCall(ToolCallDelta piece)
    {
        if (string.IsNullOrEmpty(piece.Id) && string.IsNullOrEmpty(piece.Name) && string.IsNullOrEmpty(piece.Arguments) && piece.Ending is null)
        {
            return;
        }

        if (_calls.Find(piece) is not { } call)
        {
            call = Queue(TextKind.Arguments);
            _calls.Add(piece.Index, call);
            call.Name = string.IsNullOrEmpty(piece.Name) ? call.Name : piece.Name;
        }

        if (call.IsClosed || call.Ending is not null)
        {
            return;
        }

        call.GivenId = call.GivenId.Length == 0 ? piece.Id ?? "" : call.GivenId;
        call.Name ??= string.IsNullOrEmpty(piece.Name) ? null : piece.Name;
        call.Append(piece.Arguments);
        call.Ending = piece.Ending;
        call.Name ??= call.Ending is null ? null : "";
    }

    /// <summary>Closes all that is open: nothing more comes.</summary>
    /// <param name="isCompleted">Whether the model had said all.</param>
    public void Finish(bool isCompleted)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            item.Name ??= "";
            Close(item, isCompleted, isCompleted || i < _items.Count - 1);
        }

        _items.Clear();
    }

    /// <summary>Sends all that need not wait: what there is of the first item, and of the next where the first can be closed. A call with its ending waits for none.</summary>
    public void Send()
    {
        while (_items.Count > 0)
        {
            var first = _items[0];
            SendText(first);
            if ((_items.Count == 1 && first.Ending is null) || !first.CanClose)
            {
                return;
            }

            Close(first, isCompleted: true, isWhole: true);
            _items.RemoveAt(0);
        }
    }

    private PendingItem Queue(TextKind kind)
    {
        var item = new PendingItem(kind, keepsWhiteSpace && kind != TextKind.Arguments);
        _items.Add(item);
        return item;
    }

    private void SendText(PendingItem item)
    {
        if (!item.CanOpen)
        {
            return;
        }

        if (item.OutputIndex < 0)
        {
            item.OutputIndex = _opened++;
            item.Id = newId(item.Kind.IdPrefix);
            item.CallId = item.IsCall ? _calls.CallId(item.GivenId, newId) : "";
            ItemEvents.Open(item, events);
        }

        ItemEvents.SendText(item, events);
    }

    /// <param name="item">The item.</param>
    /// <param name="isCompleted">Whether a call that has no arguments may do without.</param>
    /// <param name="isWhole">Whether text is whole. A call's arguments say it themselves.</param>
    private void Close(PendingItem item, bool isCompleted, bool isWhole)
    {
        item.EndText();
        if (item.IsCall)
        {
            isWhole = item.Name is { Length: > 0 } && item.Ending is null or CallEnding.Whole;
            if (isWhole && (isCompleted || item.Ending is not null) && !item.IsVisible)
            {
                item.Append("{}");
            }

            isWhole = isWhole && item.IsObject;
        }

        SendText(item);
        item.IsClosed = true;
        if (item.OutputIndex < 0)
        {
            return;
        }

        HasBrokenCall |= item.IsCall && !isWhole;
        _output.Append(_output.Length > 0 ? ","u8 : []);
        ItemEvents.Close(item, isWhole ? Statuses.Completed : Statuses.Incomplete, events, _output);
    }
}
