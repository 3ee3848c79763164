using System.Text;

namespace AgenticApi.Serving;

/// <summary>What a block says. Pieces of one kind that follow one another become one delta.</summary>
/// <remarks>It belongs to a parser. One call is open at a time.</remarks>
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

    /// <summary>Whether a call has begun and not ended.</summary>
    public bool IsCallOpen => _kind == Kind.Call;

    /// <summary>Whether the open block has written something, or has called <see cref="Commit"/>: it cannot be rejected any more.</summary>
    public bool HasBegun { get; internal set; }

    /// <summary>The arguments of the open call, to append to. What was appended before may be gone: it has been sent.</summary>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public StringBuilder Arguments => IsCallOpen ? _text : throw new InvalidOperationException("No call is open.");

    /// <summary>Whether text that can be seen, or a call, was written in this answer.</summary>
    internal bool HasAnswer { get; private set; }

    /// <summary>Says that this surely is such a block, even if it turns out to hold nothing.</summary>
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

    /// <summary>Begins a call. One that is still open is cut off.</summary>
    /// <param name="name">The function's name; empty where the model stopped before it wrote one.</param>
    /// <param name="id">The call's id; null where the model gives none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public void BeginCall(string name, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Turn(Kind.None);
        Turn(Kind.Call);
        (_name, _id, HasAnswer) = (name, id, true);
    }

    /// <summary>Writes more of the open call's arguments, a JSON object when they are whole.</summary>
    /// <param name="json">The piece, cut anywhere.</param>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public void AppendArguments(ReadOnlySpan<char> json) => Arguments.Append(json);

    /// <summary>Ends the open call. Arguments that are not a JSON object make it <c>incomplete</c>, whatever the ending says.</summary>
    /// <param name="ending">How.</param>
    /// <exception cref="InvalidOperationException">No call is open.</exception>
    public void EndCall(CallEnding ending)
    {
        _ = Arguments;
        AddCall(ending);
        (_kind, HasBegun) = (Kind.None, true);
        _calls++;
    }

    /// <summary>Ends a call that is still open as cut off.</summary>
    internal void EndBlock() => Turn(IsCallOpen ? Kind.None : _kind);

    /// <summary>Takes the deltas since the last time.</summary>
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
            Turn(kind);
            _text.Append(text);
        }
    }

    private void Turn(Kind kind)
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
