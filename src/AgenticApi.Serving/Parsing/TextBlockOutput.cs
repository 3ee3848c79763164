using System.Text;

namespace AgenticApi.Serving;

/// <summary>Receives the text, reasoning and calls that a block finds. Consecutive pieces of the same kind become one delta.</summary>
/// <remarks>It belongs to one parser. At most one call is open at a time. Not safe for use by several threads at once.</remarks>
public sealed class TextBlockOutput
{
    private readonly List<ModelDelta> _deltas = [];
    private readonly StringBuilder _text = new();
    private Kind _kind;
    private string? _name;
    private string? _id;
    private int _calls;

    internal TextBlockOutput()
    {
    }

    private enum Kind
    {
        None,
        Text,
        Reasoning,
        Call,
    }

    /// <summary>Gets whether a call has begun and not ended.</summary>
    public bool IsCallOpen => _kind == Kind.Call;

    /// <summary>
    /// Gets whether the open block has written something or called <see cref="Commit"/>. It can then no longer be rejected.
    /// </summary>
    public bool HasBegun { get; internal set; }

    /// <summary>Gets the buffer for the arguments of the open call. Only append to it: earlier text is removed when it is sent.</summary>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public StringBuilder Arguments => IsCallOpen ? _text : throw new InvalidOperationException("No call is open.");

    /// <summary>Whether the answer so far contains a call, or text that is not only white space.</summary>
    internal bool HasAnswer { get; private set; }

    /// <summary>Declares that the block cannot be rejected any more, even if it writes nothing.</summary>
    public void Commit() => HasBegun = true;

    /// <summary>Writes text of the answer.</summary>
    /// <param name="text">The text.</param>
    public void AppendText(ReadOnlySpan<char> text)
    {
        HasAnswer = HasAnswer || !text.IsWhiteSpace();
        Append(Kind.Text, text);
    }

    /// <summary>Writes reasoning.</summary>
    /// <param name="text">The text.</param>
    public void AppendReasoning(ReadOnlySpan<char> text) => Append(Kind.Reasoning, text);

    /// <summary>Begins a call. A call that is still open is ended as <see cref="CallEnding.CutOff"/>.</summary>
    /// <param name="name">The name of the function; empty if the model stopped before it wrote the name.</param>
    /// <param name="id">The id of the call; null if the model writes none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public void BeginCall(string name, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        SwitchTo(Kind.None);
        SwitchTo(Kind.Call);
        (_name, _id, HasAnswer) = (name, id, true);
    }

    /// <summary>Writes a piece of the arguments of the open call, which together are a JSON object.</summary>
    /// <param name="json">The piece, cut anywhere.</param>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public void AppendArguments(ReadOnlySpan<char> json) => Arguments.Append(json);

    /// <summary>Ends the open call. If its arguments are not a JSON object, it is <c>incomplete</c> with any ending.</summary>
    /// <param name="ending">How the call ended.</param>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public void EndCall(CallEnding ending)
    {
        _ = Arguments;
        AddCall(ending);
        (_kind, HasBegun) = (Kind.None, true);
        _calls++;
    }

    /// <summary>Ends a call that is still open as <see cref="CallEnding.CutOff"/>.</summary>
    internal void EndBlock() => SwitchTo(IsCallOpen ? Kind.None : _kind);

    /// <summary>Returns the deltas since the last call.</summary>
    internal ModelDelta[] Take()
    {
        Flush();
        ModelDelta[] deltas = _deltas.Count == 1 ? [_deltas[0]] : [.. _deltas];
        _deltas.Clear();
        return deltas;
    }

    private void Append(Kind kind, ReadOnlySpan<char> text)
    {
        HasBegun = true;
        if (!text.IsEmpty)
        {
            SwitchTo(kind);
            _text.Append(text);
        }
    }

    private void SwitchTo(Kind kind)
    {
        if (_kind == kind)
        {
            return;
        }

        if (IsCallOpen)
        {
            EndCall(CallEnding.CutOff);
        }

        Flush();
        (_kind, HasBegun) = (kind, true);
    }

    private void Flush()
    {
        if (_kind == Kind.Call ? _name is not null || _text.Length > 0 : _text.Length > 0)
        {
            switch (_kind)
            {
                case Kind.Text:
                    _deltas.Add(new ContentDelta(TakeText()));
                    break;
                case Kind.Reasoning:
                    _deltas.Add(new ReasoningDelta(TakeText()));
                    break;
                default:
                    AddCall(ending: null);
                    break;
            }
        }
    }

    private void AddCall(CallEnding? ending)
    {
        _deltas.Add(new ToolCallDelta(_calls) { Id = _id, Name = _name, Arguments = _text.Length == 0 ? null : TakeText(), Ending = ending });
        (_name, _id) = (null, null);
    }

    private string TakeText()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }
}
