using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// The items that are not closed, in the order in which they began. The first one is being sent; the others wait.
/// </summary>
internal sealed class ItemQueue(EventWriter events, Func<string, string> newId, ItemSettings settings)
{
    private readonly List<PendingItem> _items = [];
    private readonly CallTable _calls = new();
    private readonly Utf8Buffer _output = new(256);
    private AnnotationList? _annotations;
    private int _opened;

    /// <summary>The closed items as JSON, separated by commas.</summary>
    public ReadOnlySpan<byte> Output => _output.Span;

    /// <summary>Whether an incomplete call was sent.</summary>
    public bool HasBrokenCall { get; private set; }

    /// <summary>Adds text to the last item if it has the same kind; otherwise begins a new item.</summary>
    public void AddText(TextKind kind, string text)
    {
        if (text.Length > 0)
        {
            (Last(kind) ?? Queue(kind)).Append(text);
        }
    }

    /// <summary>Adds text of the answer, with its log probabilities.</summary>
    public void AddContent(ContentDelta content)
    {
        AddText(TextKind.Content, content.Text);
        if (settings.HasLogprobs && content.Logprobs.ValueKind == JsonValueKind.Array && Last(TextKind.Content) is { } item)
        {
            (item.Logprobs ??= new LogprobList()).Add(content.Logprobs);
        }
    }

    /// <summary>Adds an annotation to the last item if it is text of the answer; otherwise to the next text of the answer.</summary>
    public void AddAnnotation(JsonElement annotation)
    {
        var annotations = Last(TextKind.Content) is { } item ? item.Annotations ??= new AnnotationList() : _annotations ??= new AnnotationList();
        annotations.Add(annotation);
    }

    /// <summary>Adds a piece of a call to its call, or begins a new call.</summary>
    public void AddCall(ToolCallDelta piece)
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

    /// <summary>Closes all items at the end of the response.</summary>
    /// <param name="isCompleted">Whether the model completed its answer.</param>
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

    /// <summary>
    /// Sends the new text of the first item. If an item follows that may close the first one, or if the first one is a call with an ending,
    /// the first item is closed and the next one is sent.
    /// </summary>
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

    /// <summary>Closes an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isCompleted">Whether the model completed its answer, so that a call without arguments is complete.</param>
    /// <param name="isWhole">Whether a text is complete. For a call, its arguments and its ending decide.</param>
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
