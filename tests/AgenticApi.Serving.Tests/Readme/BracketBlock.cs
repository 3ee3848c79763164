namespace AgenticApi.Serving.Tests.Readme;

/// <summary>A call in square brackets: [call name {"key": "value"}].</summary>
public sealed class BracketBlock : ITextBlock
{
    private readonly JsonRelay _json = new();
    private bool _hasName;

    public IReadOnlyList<TextBlockOpening> Openings => [new("[call ")];

    public void Open(TextBlockContext context)
    {
        _hasName = false;
        _json.Begin();
    }

    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
    {
        if (!_hasName)
        {
            var end = text.IndexOfAny(" ]");
            if (end <= 0 || text[end] == ']')
            {
                return end < 0 && !isEnd ? TextBlockStep.More() : TextBlockStep.Rejected();
            }

            _hasName = true;
            output.BeginCall(text[..end].ToString());
            return TextBlockStep.Again(end + 1);
        }

        var taken = _json.Read(text, output.Arguments);
        if (!_json.IsWhole && !_json.IsBroken)
        {
            return TextBlockStep.More(taken);    // at the end of the text, the parser cuts the call off
        }

        if (taken == text.Length && !isEnd)
        {
            return TextBlockStep.More(taken);    // the bracket is still to come
        }

        var isClosed = text[taken..].StartsWith(']');
        output.EndCall(_json.IsWhole && isClosed ? CallEnding.Whole : CallEnding.Broken);
        return TextBlockStep.Closed(taken + (isClosed ? 1 : 0));
    }
}
