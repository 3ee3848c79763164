using AgenticApi.Serving.Parsing;

namespace AgenticApi.Serving;

/// <summary>
/// Reasoning in <c>&lt;think&gt;</c> tags, as Qwen3, DeepSeek-R1 and many others write it. It is passed on as it comes. One that is never
/// closed is reasoning to the end; whatever looks like a tag in it, a call's too, is part of the reasoning.
/// </summary>
/// <param name="startsOpen">
/// Whether the prompt ends with the opening tag, so that the text begins as reasoning. A model that writes the tag nevertheless is understood.
/// </param>
public sealed class ThinkBlock(bool startsOpen = false) : ITextBlock
{
    private const string EndTag = "</think>";

    private bool _isAtStart = startsOpen;

    /// <inheritdoc/>
    public string OpeningTag => "<think>";

    /// <inheritdoc/>
    public bool StartsOpen { get; } = startsOpen;

    /// <inheritdoc/>
    public void Open() => _isAtStart = false;

    /// <inheritdoc/>
    public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd)
    {
        if (_isAtStart)
        {
            var trimmed = text.TrimStart();
            if (trimmed.StartsWith(OpeningTag))
            {
                _isAtStart = false;
                return TextBlockStep.More(text.Length - trimmed.Length + OpeningTag.Length);
            }

            if (!isEnd && OpeningTag.AsSpan().StartsWith(trimmed))
            {
                return TextBlockStep.More();
            }

            _isAtStart = false;
        }

        var end = text.IndexOf(EndTag);
        if (end >= 0)
        {
            return TextBlockStep.Closed(end + EndTag.Length, Delta(text[..end]));
        }

        var sure = isEnd ? text.Length : text.Length - Tags.Begun(text, EndTag);
        return TextBlockStep.More(sure, Delta(text[..sure]));
    }

    private static ReasoningDelta? Delta(ReadOnlySpan<char> text) => text.IsEmpty ? null : new ReasoningDelta(text.ToString());
}
