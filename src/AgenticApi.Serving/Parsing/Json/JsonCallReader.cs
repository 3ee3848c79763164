using System.Text;
using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reads a call that is written as a JSON object. Its members are the name (<c>name</c> or <c>function</c>), the arguments
/// (<c>arguments</c> or <c>parameters</c>, an object or a string with an object) and the <c>id</c>. In the form of Chat Completions, name
/// and arguments are in an object under <c>function</c>. The call begins in the output as soon as its name is known.
/// </summary>
/// <remarks>A block reuses its reader: call <see cref="Begin"/> before each object. Not safe for use by several threads at once.</remarks>
public sealed class JsonCallReader
{
    private readonly JsonRelay _relay = new();
    private readonly JsonStringDecoder _decoder = new();
    private readonly StringBuilder _word = new();
    private readonly ToolSchemas _tools;
    private readonly bool _needsArguments;
    private StringArguments? _quoted;
    private State _state;
    private string _key = "";
    private string? _name;
    private string? _id;
    private int _depth;
    private int _at;

    // The place of arguments that came before the name, in the text that was not consumed.
    private Range? _early;
    private int _valueStart;
    private bool _hasArguments;

    /// <summary>Creates a reader.</summary>
    /// <param name="tools">The tools that the model was given.</param>
    /// <param name="needsArguments">
    /// Whether an object without arguments is not a call. Use true for formats without a tag, where the text may also be other JSON. The
    /// call then begins with its arguments, and an object with a member that calls do not have, or with the name of an unknown function if
    /// tools are known, is not a call.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="tools"/> is null.</exception>
    public JsonCallReader(ToolSchemas tools, bool needsArguments = false)
    {
        ArgumentNullException.ThrowIfNull(tools);
        _tools = tools;
        _needsArguments = needsArguments;
    }

    /// <summary>What is expected next.</summary>
    private enum State
    {
        Start,
        FirstKey,
        NextKey,
        Key,
        Colon,
        Value,
        Word,
        Skipped,
        Arguments,
        Quoted,
        Comma,
        Whole,
        Broken,
    }

    /// <summary>Gets whether the object has ended. Its call has then ended in the output.</summary>
    public bool IsWhole => _state == State.Whole;

    /// <summary>
    /// Gets whether the text is not a valid call. If <see cref="HasBegun"/>, the call is still open in the output: the block may append
    /// more text to its arguments and must end it as <see cref="CallEnding.Broken"/>.
    /// </summary>
    public bool IsBroken => _state == State.Broken;

    /// <summary>Gets whether the call has begun in the output.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Begins a new object.</summary>
    /// <param name="isOpen">Whether its opening brace was already read, as the tag of the block.</param>
    public void Begin(bool isOpen = false)
    {
        (_state, _name, _id, _depth, _at, _early, _hasArguments, HasBegun) = (isOpen ? State.FirstKey : State.Start, null, null, 0, 0, null, false, false);
        _quoted = null;
    }

    /// <summary>Reads the next part of the object.</summary>
    /// <param name="text">
    /// The text that was not consumed yet. The first text starts with the opening brace, or after it if it was already read.
    /// </param>
    /// <param name="isEnd">Whether the text ends here. The call of an incomplete object stays open in the output.</param>
    /// <param name="output">The output for the call.</param>
    /// <returns>
    /// How many characters were consumed; 0 until the call has begun, because the text may still turn out not to be a call.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="output"/> is null.</exception>
    public int Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (_at < text.Length && _state is not (State.Whole or State.Broken))
        {
            Step(text, output);
        }

        if (isEnd && _state == State.Arguments)
        {
            _relay.End(output.Arguments);
        }

        if (!HasBegun)
        {
            return 0;
        }

        var taken = _at;
        _at = 0;
        return taken;
    }

    private void Step(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        var rest = text[_at..];
        switch (_state)
        {
            case State.Key or State.Word:
                ReadWord(text, output);
                break;
            case State.Skipped:
                Skip(rest);
                break;
            case State.Arguments:
                _at += _relay.Read(rest, output.Arguments);
                _state = _relay.IsWhole ? State.Comma : _relay.IsBroken ? State.Broken : _state;
                break;
            case State.Quoted:
                _at += _quoted!.Read(rest, output);
                _state = _quoted.IsWhole ? State.Comma : _quoted.IsBroken ? State.Broken : _state;
                break;
            default:
                ReadToken(text, output);
                break;
        }
    }

    private void ReadToken(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        var c = text[_at];
        if (char.IsWhiteSpace(c))
        {
            _at++;
            return;
        }

        switch ((_state, c))
        {
            case (State.Start, '{'):
                Pass(State.FirstKey);
                break;
            case (State.FirstKey or State.NextKey, '"' or '\''):
                BeginWord(c, State.Key);
                break;
            case (State.Colon, ':'):
                Pass(State.Value);
                break;
            case (State.Comma, ','):
                Pass(State.NextKey);
                break;
            case (State.FirstKey or State.NextKey or State.Comma, '}'):
                Pass(State.Comma);
                _depth--;
                if (_depth < 0)
                {
                    End(output);
                }

                break;
            case (State.Value, _):
                BeginValue(c, output);
                break;
            default:
                _state = State.Broken;
                break;
        }
    }

    private void BeginValue(char c, TextBlockOutput output)
    {
        switch (_key)
        {
            case "name" or "function" or "id" when c is '"' or '\'':
                BeginWord(c, State.Word);
                break;
            case "function" when c == '{' && _name is null:
                _depth++;
                Pass(State.FirstKey);
                break;
            case "name":
                _state = State.Broken;
                break;
            case "arguments" or "parameters" when !_hasArguments && _name is not null:
                BeginArguments(c, output);
                break;
            default:
                _valueStart = _at;
                _relay.Begin();
                _state = _needsArguments && !HasBegun && _key is not ("arguments" or "parameters" or "id" or "type") ? State.Broken : State.Skipped;
                break;
        }
    }

    private void BeginArguments(char c, TextBlockOutput output)
    {
        if (c is not ('{' or '"' or '\''))
        {
            // Only null is accepted: it means no arguments.
            _valueStart = _at;
            _relay.Begin();
            _state = c is 'n' or 'N' ? State.Skipped : State.Broken;
            return;
        }

        BeginCall(output);
        _hasArguments = true;
        _relay.Begin();
        _state = c == '{' ? State.Arguments : State.Quoted;
        if (_state == State.Quoted)
        {
            _quoted = new StringArguments(c, _tools.Parameters(_name!));
            _at++;
        }
    }

    /// <summary>Skips a value. Notes the place of arguments that come before the name; the text is not consumed until then.</summary>
    private void Skip(ReadOnlySpan<char> rest)
    {
        _at += _relay.Read(rest, output: null);
        _state = _relay.IsWhole ? State.Comma : _relay.IsBroken ? State.Broken : _state;
        if (_relay.IsWhole && _key is "arguments" or "parameters" && _name is null && _relay.Type != JsonTypes.Null)
        {
            _early ??= _valueStart.._at;
        }
    }

    private void BeginWord(char quote, State state)
    {
        _word.Clear();
        _decoder.Begin(quote);
        Pass(state);
    }

    private void ReadWord(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        _at += _decoder.Read(text[_at..], _word);
        if (!_decoder.IsWhole)
        {
            return;
        }

        var word = _word.ToString();
        if (_state == State.Key)
        {
            (_key, _state) = (word, State.Colon);
            return;
        }

        _state = State.Comma;
        if (_key == "id")
        {
            _id ??= word.Length > 0 ? word : null;
        }
        else if (_name is null)
        {
            _name = word;
            BeginNamed(text, output);
        }
    }

    /// <summary>Begins the call if it needs only a name, and writes the arguments that came before the name.</summary>
    private void BeginNamed(ReadOnlySpan<char> text, TextBlockOutput output)
    {
        if (!IsName(_name!) || (_needsArguments && _tools.Functions.Count > 0 && !_tools.Has(_name!)))
        {
            _state = State.Broken;
            return;
        }

        if (!_needsArguments)
        {
            BeginCall(output);
        }

        if (_early is not { } range)
        {
            return;
        }

        var early = text[range];
        var next = _at;
        BeginArguments(early[0], output);
        if (_state == State.Arguments)
        {
            _relay.Read(early, output.Arguments);
        }
        else if (_state == State.Quoted)
        {
            _quoted!.Read(early[1..], output);
        }

        _at = next;
        _state = _state == State.Broken || _quoted is { IsBroken: true } ? State.Broken : State.Comma;
    }

    private void End(TextBlockOutput output)
    {
        if (_name is null || (_needsArguments && !_hasArguments))
        {
            _state = State.Broken;
            return;
        }

        if (!_hasArguments)
        {
            output.Arguments.Append("{}");
        }

        output.EndCall(CallEnding.Whole);
        _state = State.Whole;
    }

    private void BeginCall(TextBlockOutput output)
    {
        if (!HasBegun)
        {
            output.BeginCall(_name!, _id);
            HasBegun = true;
        }
    }

    private void Pass(State next)
    {
        _at++;
        _state = next;
    }

    // A name with a lone surrogate is not valid text.
    private static bool IsName(string word) =>
        word.AsSpan().Trim().Length > 0 && !word.AsSpan().ContainsAny('\n', '\r') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(word)) == word;
}
