using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// The items that are not closed, in the order in which they began. The first is being sent; those behind it wait. All state of a stream's order
/// is here.
/// </summary>
internal sealed class ItemQueue(EventWriter events, Func<string, string> newId, ItemSettings settings)
{
    private readonly List<PendingItem> _items = [];
    private readonly CallTable _calls = new();
    private readonly Utf8Buffer _output = new(256);
    private AnnotationList? _annotations;
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
            (Last(kind) ?? Queue(kind)).Append(text);
        }
    }

    /// <summary>Takes text of the answer.</summary>
    public void TakeContent(ContentDelta content)
    {
        TakeText(TextKind.Content, content.Text);
        if (settings.HasLogprobs && content.Logprobs.ValueKind == JsonValueKind.Array && Last(TextKind.Content) is { } item)
        {
            (item.Logprobs ??= new LogprobList()).Add(content.Logprobs);
        }
    }

    /// <summary>Takes an annotation: it belongs to the last item where that is text of the answer, and otherwise to the next that is.</summary>
    public void TakeAnnotation(JsonElement annotation)
    {
        var annotations = Last(TextKind.Content) is { } item ? item.Annotations ??= new AnnotationList() : _annotations ??= new AnnotationList();
        annotations.Add(annotation);
    }

    /// <summary>Takes a piece of a call: it belongs to its call wherever that stands, and otherwise begins one.</summary>
    public void TakeCall(ToolCallDelta piece)
    {
        if (string.IsNullOrEmpty(piece.Id) && string.IsNullOrEmpty(piece.Name) && string.IsNullOrEmpty(piece.Arguments) && piece.Ending is null)
        {
            return;
        }

        var name = piece.Name;
        if (_calls.Find(piece) is not { } call)
        {
            call = Queue(TextKind.Arguments);
            var earlier = _calls.Add(piece.Index, call);
            name = string.IsNullOrEmpty(name) ? earlier : name;
        }

        if (call.IsClosed || call.Ending is not null)
        {
            return;
        }

        call.GivenId = call.GivenId.Length == 0 ? piece.Id ?? "" : call.GivenId;
        if (call.Name is null && !string.IsNullOrEmpty(name))
        {
            call.SetName(name, settings.Tools);
        }

        call.Append(piece.Arguments);
        call.Ending = piece.Ending;
        if (call.Name is null && call.Ending is not null)
        {
            call.SetName("", settings.Tools);
        }
    }

    /// <summary>Closes all that is open: nothing more comes.</summary>
    /// <param name="isCompleted">Whether the model had said all.</param>
    public void Finish(bool isCompleted)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            var item = _items[i];
            if (item.IsCall && item.Name is null)
            {
                item.SetName("", settings.Tools);
            }

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

    private PendingItem? Last(TextKind kind) => _items.Count > 0 && _items[^1].Kind == kind ? _items[^1] : null;

    private PendingItem Queue(TextKind kind)
    {
        var item = new PendingItem(kind, settings.KeepsWhiteSpace && !kind.IsCall);
        if (kind == TextKind.Content)
        {
            (item.Annotations, _annotations) = (_annotations, null);
        }

        item.EncryptedContent = kind == TextKind.Reasoning && settings.SealReasoning is not null ? "" : null;
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
        isWhole = item.IsCall ? item.EndCall(isCompleted) : isWhole;
        item.Text.End();
        SendText(item);
        item.IsClosed = true;
        if (item.OutputIndex < 0)
        {
            return;
        }

        HasBrokenCall |= item.IsCall && !isWhole;
        item.EncryptedContent = item.EncryptedContent is null ? null : settings.SealReasoning!(JsonText.Unescape(item.Text.Span));
        _output.Append(_output.Length > 0 ? ","u8 : []);
        ItemEvents.Close(item, isWhole ? Statuses.Completed : Statuses.Incomplete, events, _output);
    }
}
