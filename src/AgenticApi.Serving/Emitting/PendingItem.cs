using System.Text;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>An output item that is not closed: its text so far, and how much of it was sent.</summary>
internal sealed class PendingItem(TextKind kind, bool keepsWhiteSpace)
{
    private JsonBalance _balance;
    private CustomToolInput? _input;
    // The arguments that came before the name. They are kept unchanged, because the name decides how they are read.
    private StringBuilder? _earlyArguments;

    public TextKind Kind { get; private set; } = kind;

    public bool IsCall => Kind.IsCall;

    /// <summary>The id of the item; empty until it is opened.</summary>
    public string Id { get; set; } = "";

    /// <summary>The index of the item in the output; -1 until it is opened.</summary>
    public int OutputIndex { get; set; } = -1;

    /// <summary>Whether the last event of the item was sent, or the item was dropped.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The id of the call from the model's server; empty if it sent none.</summary>
    public string GivenId { get; set; } = "";

    /// <summary>The <c>call_id</c> in the events; empty until the item is opened.</summary>
    public string CallId { get; set; } = "";

    /// <summary>The name of the function that the model calls; null until it is known.</summary>
    public string? Name { get; private set; }

    /// <summary>The tool of the request with this name; null if there is none.</summary>
    public ServedTool? Tool { get; private set; }

    /// <summary>How the call ended; null if it is not reported.</summary>
    public CallEnding? Ending { get; set; }

    /// <summary>The text so far, escaped.</summary>
    public EscapedText Text { get; } = new();

    /// <summary>Whether the text is not only white space, or white space is kept.</summary>
    public bool IsVisible { get; private set; } = keepsWhiteSpace;

    /// <summary>How many bytes of the text were sent.</summary>
    public int Sent { get; set; }

    /// <summary>The log probabilities of the text; null if there are none.</summary>
    public LogprobList? Logprobs { get; set; }

    /// <summary>The annotations of the text; null if there are none.</summary>
    public AnnotationList? Annotations { get; set; }

    /// <summary>The encrypted content of reasoning; empty until the item is closed, null if it is not sent.</summary>
    public string? EncryptedContent { get; set; }

    /// <summary>The members of all events of the item: its id and indexes, as JSON; empty until it is opened.</summary>
    public byte[] Place { get; set; } = [];

    /// <summary>The bytes of the item's delta events up to the delta; empty until it is opened.</summary>
    public byte[] DeltaHead { get; set; } = [];

    /// <summary>The first delta event that was sent; null before. Later delta events are derived from it.</summary>
    public ResponseStreamEvent? FirstDelta { get; set; }

    /// <summary>Whether the item can be opened: a call needs a name, and a text must be visible.</summary>
    public bool CanOpen => IsCall ? Name is not null : IsVisible;

    /// <summary>Whether all brackets of the arguments are closed, so that they may be complete.</summary>
    public bool IsWhole => _balance.IsWhole && _input?.IsObject != false;

    /// <summary>
    /// Whether the next item may close this one. A call without an ending stays open until its arguments may be complete.
    /// </summary>
    public bool CanClose => !IsCall || Ending is not null || (Name is not null && IsWhole);

    /// <summary>Appends text of the item, or arguments of the call.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        IsVisible = IsVisible || !text.IsWhiteSpace();
        for (var at = 0; IsCall && at < text.Length;)
        {
            at += _balance.Read(text[at..]);
        }

        if (IsCall && Name is null)
        {
            (_earlyArguments ??= new()).Append(text);
        }
        else
        {
            AppendArguments(text);
        }
    }

    /// <summary>
    /// Sets the name of a call, once, and finds its tool. For a custom tool, only the input in the arguments becomes the text of the item.
    /// </summary>
    /// <param name="name">The name; empty if the model did not write one.</param>
    /// <param name="tools">The tools of the request.</param>
    public void SetName(string name, ServedTools tools)
    {
        Name = name;
        // Models may forget the namespace.
        Tool = tools.Find(name) ?? tools.Resolve(null, name);
        if (Tool is { IsCustom: true })
        {
            Kind = TextKind.CustomInput;
            _input = new CustomToolInput(Text);
        }

        AppendArguments(_earlyArguments?.ToString());
        _earlyArguments = null;
    }

    /// <summary>Ends the arguments of a call; returns whether the call is complete.</summary>
    /// <param name="isCompleted">Whether the model completed its answer, so that a call without arguments has an empty object.</param>
    public bool EndCall(bool isCompleted)
    {
        var isEnded = Ending is null ? isCompleted : Ending is CallEnding.Whole;
        var mayBeWhole = Name is { Length: > 0 } && Ending is null or CallEnding.Whole;
        if (_input is not null)
        {
            return _input.End(isEnded) && mayBeWhole;
        }

        if (mayBeWhole && isEnded && !IsVisible)
        {
            Append("{}");
        }

        Text.End();
        return mayBeWhole && ArgumentsJson.IsObject(Text.Span);
    }

    private void AppendArguments(ReadOnlySpan<char> text)
    {
        if (_input is null)
        {
            Text.Append(text);
        }
        else
        {
            _input.Read(text);
        }
    }
}
