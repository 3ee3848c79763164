using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>The header of a message in the Harmony format of gpt-oss: its role, channel and recipient, in any order.</summary>
internal sealed class HarmonyHeader
{
    public const string Start = "<|start|>";
    public const string Channel = "<|channel|>";
    public const string Constraint = "<|constrain|>";
    public const string Message = "<|message|>";
    public const string End = "<|end|>";
    public const string Call = "<|call|>";
    public const string Return = "<|return|>";

    /// <summary>The prefix of a recipient.</summary>
    public const string To = "to=";

    /// <summary>The default role.</summary>
    public const string Assistant = "assistant";

    private static readonly string[] AllTags = [Start, Channel, Constraint, Message, End, Call, Return];

    private readonly StringBuilder _rest = new();
    private string _role = "";
    private string _channel = "";
    private string _recipient = "";
    private string _part = Start;

    /// <summary>All tags.</summary>
    public static ReadOnlySpan<string> All => AllTags;

    /// <summary>The tags that end a message.</summary>
    public static ReadOnlySpan<string> Ends => All[4..];

    /// <summary>The name of the function that the message calls; null if it is not a call.</summary>
    public string? Function => _recipient is "" or FunctionName.Namespace or Assistant or "user" or "all" ? null : FunctionName.WithoutNamespace(_recipient);

    /// <summary>Whether the message is not for the user: it is reasoning, or a tool output that the model invented.</summary>
    public bool IsReasoning =>
        _channel.StartsWith("analysis", StringComparison.Ordinal)
        || (_channel.Length == 0 && _role is not ("" or "final" or "commentary") && !_role.StartsWith(Assistant, StringComparison.Ordinal))
        || _role.StartsWith(FunctionName.Namespace, StringComparison.Ordinal);

    /// <summary>The words that are not part of a header. They become text if no message follows the header.</summary>
    public string Rest => _rest.ToString();

    /// <summary>Returns whether a text starts with the name of a channel; null if more text is needed to decide.</summary>
    public static bool? IsChannel(ReadOnlySpan<char> text, bool isEnd) => Any(text, isEnd, "analysis", "commentary", "final");

    /// <summary>Returns whether a text starts with the role of a message; null if more text is needed to decide.</summary>
    public static bool? IsRole(ReadOnlySpan<char> text, bool isEnd) => Any(text, isEnd, Assistant, FunctionName.Namespace);

    public void Begin()
    {
        (_role, _channel, _recipient, _part) = ("", "", "", Start);
        _rest.Clear();
    }

    /// <summary>Adds a tag.</summary>
    public void AddTag(string tag)
    {
        // If there are two channels, the last one is used.
        _channel = tag == Channel ? "" : _channel;
        _part = tag;
    }

    /// <summary>Adds a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="gap">The white space before it.</param>
    public void AddWord(ReadOnlySpan<char> word, ReadOnlySpan<char> gap)
    {
        if (word.StartsWith(To))
        {
            _recipient = word[To.Length..].ToString();
            return;
        }

        if (_part == Start && _role.Length == 0)
        {
            _role = word.ToString();
            return;
        }

        var isFirst = _part == Channel && _channel.Length == 0;
        _channel = isFirst ? word.ToString() : _channel;
        if (isFirst ? IsChannel(word, isEnd: true) != true : word is not ("json" or "code"))
        {
            _rest.Append(_rest.Length == 0 ? "" : gap).Append(word);
        }
    }

    private static bool? Any(ReadOnlySpan<char> text, bool isEnd, params ReadOnlySpan<string> words)
    {
        bool? found = false;
        foreach (var word in words)
        {
            var isWord = Tags.At(text, word, isEnd);
            found = found == true || isWord == true ? true : isWord is null ? null : found;
        }

        return found;
    }
}
