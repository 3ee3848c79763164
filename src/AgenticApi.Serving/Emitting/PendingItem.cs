using System.Text;
using AgenticApi.Serving.Tools;

namespace AgenticApi.Serving.Emitting;

/// <summary>An output item that is not closed: what the model has said of it, and how much of that was sent.</summary>
internal sealed class PendingItem(TextKind kind, bool keepsWhiteSpace)
{
    private JsonBalance _balance;
    private CustomToolInput? _input;
    // The name decides what the arguments are, so what comes before it is kept as it came.
    private StringBuilder? _early;

    public TextKind Kind { get; private set; } = kind;

    public bool IsCall => Kind.IsCall;

    /// <summary>The item's id; empty until it is opened.</summary>
    public string Id { get; set; } = "";

    /// <summary>The item's place in the output; -1 until it is opened.</summary>
    public int OutputIndex { get; set; } = -1;

    /// <summary>Whether its last event was sent, or it was dropped.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The id that the model's server gave the call; empty where it gave none.</summary>
    public string GivenId { get; set; } = "";

    /// <summary>The id that the call is sent with, once it is opened.</summary>
    public string CallId { get; set; } = "";

    /// <summary>The name that the model calls the function by; null until it is known.</summary>
    public string? Name { get; private set; }

    /// <summary>The tool that the request declares by that name; null for none.</summary>
    public ServedTool? Tool { get; private set; }

    /// <summary>How the call ended, as the model's server says; null where it did not say.</summary>
    public CallEnding? Ending { get; set; }

    /// <summary>The text so far, escaped.</summary>
    public EscapedText Text { get; } = new();

    /// <summary>Whether the text is more than white space, or white space counts.</summary>
    public bool IsVisible { get; private set; } = keepsWhiteSpace;

    /// <summary>How many bytes of the text were sent.</summary>
    public int Sent { get; set; }

    /// <summary>The log probabilities of the text; null where none are sent.</summary>
    public LogprobList? Logprobs { get; set; }

    /// <summary>The annotations of the text; null where there are none.</summary>
    public AnnotationList? Annotations { get; set; }

    /// <summary>The opaque text of reasoning, empty until the item is closed; null where there shall be none.</summary>
    public string? EncryptedContent { get; set; }

    /// <summary>The item's id and place as its events have them, once it is opened.</summary>
    public byte[] Place { get; set; } = [];

    /// <summary>What its delta events have before the delta, once it is opened.</summary>
    public byte[] DeltaHead { get; set; } = [];

    /// <summary>The first delta that was sent; null before.</summary>
    public ResponseStreamEvent? FirstDelta { get; set; }

    /// <summary>Whether it may be opened: a call needs its name, and a text something that can be seen.</summary>
    public bool CanOpen => IsCall ? Name is not null : IsVisible;

    /// <summary>Whether the arguments are as many closing brackets as opening ones, so that they may be whole.</summary>
    public bool IsWhole => _balance.IsWhole && _input?.IsObject != false;

    /// <summary>Whether what comes after it may close it: of a call, more may come until its arguments are whole.</summary>
    public bool CanClose => !IsCall || Ending is not null || (Name is not null && IsWhole);

    /// <summary>Takes more text.</summary>
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
            (_early ??= new()).Append(text);
        }
        else
        {
            AppendKnown(text);
        }
    }

    /// <summary>Names a call, which is done once, and finds its tool. Of a custom tool's arguments only the input is text of the item.</summary>
    /// <param name="name">The name; empty if the model never gave one.</param>
    /// <param name="tools">The tools of the request.</param>
    public void SetName(string name, ServedTools tools)
    {
        Name = name;
        // Models forget the namespace.
        Tool = tools.Find(name) ?? tools.Resolve(null, name);
        if (Tool is { IsCustom: true })
        {
            Kind = TextKind.CustomInput;
            _input = new CustomToolInput(Text);
        }

        AppendKnown(_early?.ToString());
        _early = null;
    }

    /// <summary>Ends the text of a call; says whether it is whole.</summary>
    /// <param name="isCompleted">Whether the model had said all, so that a call without arguments needs none.</param>
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

    private void AppendKnown(ReadOnlySpan<char> text)
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
