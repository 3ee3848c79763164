namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Reads the arguments of a call whose name precedes them: a JSON object, or a string with an object. They may be in a Markdown code fence.
/// </summary>
internal sealed class CallArguments
{
    private readonly JsonRelay _relay = new();
    private IReadOnlyCollection<string> _parameters = [];
    private StringArguments? _quoted;
    private bool _isFenced;

    /// <summary>Whether the arguments have begun.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether they have ended.</summary>
    public bool IsWhole => HasBegun && (_quoted?.IsWhole ?? _relay.IsWhole);

    /// <summary>Whether they are not a JSON object.</summary>
    public bool IsBroken => HasBegun && (_quoted?.IsBroken ?? _relay.IsBroken);

    /// <summary>Begins the arguments of another call.</summary>
    /// <param name="parameters">The names of the function's parameters.</param>
    public void Begin(IReadOnlyCollection<string> parameters) =>
        (_parameters, _quoted, _isFenced, HasBegun) = (parameters, null, false, false);

    /// <summary>
    /// Reads the next text; returns how many characters were consumed. It stops before a character that cannot begin arguments; then
    /// <see cref="HasBegun"/> stays false.
    /// </summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        var taken = HasBegun ? 0 : ReadStart(text);
        if (!HasBegun)
        {
            return taken;
        }

        taken += _quoted is null ? _relay.Read(text[taken..], output.Arguments) : _quoted.Read(text[taken..], output);
        if (isEnd && _quoted is null && !IsBroken)
        {
            _relay.End(output.Arguments);
        }

        return taken;
    }

    /// <summary>Skips white space and the first line of a code fence.</summary>
    private int ReadStart(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] == '`' || (_isFenced && char.IsAsciiLetter(text[at]))))
        {
            _isFenced = _isFenced || text[at] == '`';
            at++;
        }

        if (at < text.Length && text[at] is '{' or '"' or '\'')
        {
            HasBegun = true;
            _relay.Begin();
            if (text[at] != '{')
            {
                _quoted = new StringArguments(text[at++], _parameters);
            }
        }

        return at;
    }
}
